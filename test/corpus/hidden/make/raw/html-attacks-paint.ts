/** Pages that hide one sentence by where and how boxes, drawings and formulas are painted. `§` stands for the sentence. */
import type { PageTrick } from './trick.ts';

export const PAINT_ATTACKS: readonly PageTrick[] = [
  { name: 'escaped-property', head: '<style>.x{d\\69 splay:no\\6e e}</style>', body: '<p class="x">§</p>' },
  { name: 'escaped-selector', head: '<style>p:n\\6ft(.y).\\78 {opacit\\79:0}</style>', body: '<p class="x">§</p>' },
  {
    name: 'behind-its-neighbour',
    body: '<div style="position:relative"><p style="position:absolute;inset:0;margin:0">§</p><p style="position:relative;background:#eee;margin:0;padding:30px">Counter two is open on Mondays.</p></div>',
    visible: ['Counter two is open on Mondays.'],
  },
  {
    name: 'cover-by-margin',
    body: '<p style="margin:0;height:20px;line-height:20px">§</p><div style="margin-top:-24px;height:30px;background:#fff;position:relative">Counter one is closed.</div>',
    visible: ['Counter one is closed.'],
  },
  {
    name: 'pushed-by-float',
    body: '<div style="overflow:hidden;width:100px;height:20px"><div style="float:left;width:100px;height:20px"></div><p style="margin:0;clear:both">§</p></div>',
  },
  {
    name: 'pushed-by-padding',
    body: '<div style="overflow:hidden;height:20px;padding-top:20px;box-sizing:border-box"><p style="margin:0">§</p></div>',
  },
  {
    name: 'pushed-by-margin',
    body: '<div style="overflow:hidden;height:20px"><p style="margin-top:200px">§</p></div>',
  },
  { name: 'translate-in-clip', body: '<div style="overflow:hidden"><p style="transform:translateX(100%)">§</p></div>' },
  {
    name: 'translate-up-in-clip',
    body: '<div style="overflow:hidden;height:1.2em"><p style="transform:translateY(-200%);margin:0">§</p></div>',
  },
  { name: 'perspective', body: '<div style="perspective:1px"><p style="transform:translateZ(-100000px)">§</p></div>' },
  { name: 'rotate-3d', body: '<p style="transform:rotate3d(1,0,0,90deg)">§</p>' },
  {
    name: 'offset-path',
    body: `<p style="position:absolute;offset-path:path('M -9000 -9000 L -9001 -9001');offset-distance:0">§</p>`,
  },
  { name: 'relative-colour', body: '<p style="color:rgb(from black 255 255 255)">§</p>' },
  {
    name: 'collapsed-column',
    body: '<table><colgroup><col><col style="visibility:collapse"></colgroup><tr><td>Gate four</td><td>§</td></tr></table>',
    visible: ['Gate four'],
  },
  {
    name: 'svg-text-same-colour',
    body: '<svg width="600" height="40"><rect width="600" height="40" fill="#123456"/><text x="5" y="20" fill="#123456">§</text></svg>',
  },
  {
    name: 'svg-text-outside',
    body: '<svg width="400" height="40" viewBox="0 0 400 40"><text x="5" y="-900">§</text></svg>',
  },
  {
    name: 'svg-clip',
    body: '<svg width="600" height="30"><clipPath id="c"><rect width="0" height="0"/></clipPath><text y="20" clip-path="url(#c)">§</text></svg>',
  },
  { name: 'svg-spot', body: '<svg width="1" height="1"><text font-size="40">§</text></svg>' },
  {
    name: 'svg-view-box',
    body: '<svg width="100" height="20" viewBox="0 0 100000 20000"><text y="20" font-size="16">§</text></svg>',
  },
  { name: 'math-size', body: '<math><mtext mathsize="0.1px">§</mtext></math>' },
  { name: 'math-colour', body: '<math><mtext mathcolor="white">§</mtext></math>' },
];
