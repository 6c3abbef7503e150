import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractHtml } from '../../../ingest/formats/html.ts';
import { sanitize } from '../../../ingest/sanitize/sanitize.ts';
import type { Extracted } from '../../../ingest/stages.ts';
import { bytesOf, hidden, refusalOf, shown } from './helpers.ts';

/** A sentence that stands for what is hidden or shown. What Chromium draws of each page decided in which list it is. */
const TEXT = 'Kumquat harvest begins tomorrow';

const page = (html: string) => extractHtml(bytesOf(`<!doctype html><body>${html.replaceAll('TEXT', TEXT)}`));

/** Name, technique (`none`: left out without a trace), page. */
const HIDDEN: readonly (readonly [string, string, string])[] = [
  ['display none', 'css-display-none', '<div style="display:none">TEXT</div>'],
  ['bad display', 'css-display-none', '<div style="display:none;display:banana">TEXT</div>'],
  ['visibility', 'css-visibility', '<div style="visibility:hidden">TEXT</div>'],
  ['opacity0', 'css-opacity', '<div style="opacity:0">TEXT</div>'],
  ['opacity.02', 'css-opacity', '<div style="opacity:.02">TEXT</div>'],
  [
    'nested opacity',
    'css-opacity',
    '<div style="opacity:.2"><div style="opacity:.2"><div style="opacity:.2">TEXT</div></div></div>',
  ],
  ['white', 'css-background-coloured', '<div style="color:#fff">TEXT</div>'],
  ['fefefe', 'css-background-coloured', '<div style="color:#fefefe">TEXT</div>'],
  ['black on black', 'css-background-coloured', '<div style="background:#000">TEXT</div>'],
  [
    'white on gradient white',
    'css-background-coloured',
    '<div style="color:#fff;background:linear-gradient(#fff,#fff)">TEXT</div>',
  ],
  ['transparent', 'css-transparent', '<div style="color:transparent">TEXT</div>'],
  ['rgba0', 'css-transparent', '<div style="color:rgba(0,0,0,.01)">TEXT</div>'],
  [
    'white gradient text',
    'css-transparent',
    '<div style="background:linear-gradient(#fff,#fff);background-clip:text;color:transparent">TEXT</div>',
  ],
  ['text fill', 'css-transparent', '<div style="-webkit-text-fill-color:transparent">TEXT</div>'],
  ['shadow white', 'css-transparent', '<div style="color:transparent;text-shadow:0 0 3px #fff">TEXT</div>'],
  ['size0', 'css-tiny', '<div style="font-size:0">TEXT</div>'],
  ['size1', 'css-tiny', '<div style="font-size:1px">TEXT</div>'],
  ['em0', 'css-tiny', '<div style="font-size:0em">TEXT</div>'],
  ['size calc0', 'css-tiny', '<div style="font-size:calc(1px*0)">TEXT</div>'],
  ['size clamp', 'css-tiny', '<div style="font-size:clamp(0px,0vw,1px)">TEXT</div>'],
  ['lineheight0 overflow', 'css-zero-box', '<div style="line-height:0;overflow:hidden">TEXT</div>'],
  ['zero height', 'css-zero-box', '<div style="height:0;overflow:hidden">TEXT</div>'],
  ['max-height', 'css-zero-box', '<div style="max-height:0;overflow:hidden">TEXT</div>'],
  ['zero width', 'css-zero-box', '<div style="width:0;overflow:hidden">TEXT</div>'],
  [
    'inline-block zero',
    'css-zero-box',
    '<span style="display:inline-block;width:0;height:0;overflow:hidden">TEXT</span>',
  ],
  [
    'sr-only',
    'css-screen-reader-only',
    '<div style="position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0">TEXT</div>',
  ],
  ['left', 'css-off-screen', '<div style="position:absolute;left:-9999px">TEXT</div>'],
  ['left relative', 'css-off-screen', '<div style="position:relative;left:-9999px">TEXT</div>'],
  ['top', 'css-off-screen', '<div style="position:absolute;top:-9999px">TEXT</div>'],
  ['margin', 'css-off-screen', '<div style="margin-left:-9999px">TEXT</div>'],
  ['indent', 'css-text-indent', '<div style="text-indent:-9999px">TEXT</div>'],
  [
    'kellum',
    'css-text-indent',
    '<div style="text-indent:100%;white-space:nowrap;overflow:hidden;width:200px">TEXT</div>',
  ],
  ['translate', 'css-off-screen', '<div style="transform:translateX(-9999px)">TEXT</div>'],
  ['translate prop', 'css-off-screen', '<div style="translate:-9999px 0">TEXT</div>'],
  ['scale0', 'css-edge-on', '<div style="transform:scale(0)">TEXT</div>'],
  ['scale.01', 'css-edge-on', '<div style="transform:scale(.01)">TEXT</div>'],
  ['rotateX90', 'css-edge-on', '<div style="transform:rotateX(90deg)">TEXT</div>'],
  ['rotateY180 hid', 'css-turned-away', '<div style="transform:rotateY(180deg);backface-visibility:hidden">TEXT</div>'],
  ['clip-path inset', 'css-clipped', '<div style="clip-path:inset(100%)">TEXT</div>'],
  ['clip-path inset50', 'css-clipped', '<div style="clip-path:inset(50%)">TEXT</div>'],
  ['clip-path circle0', 'css-clipped', '<div style="clip-path:circle(0)">TEXT</div>'],
  ['clip-path polygon0', 'css-clipped', '<div style="clip-path:polygon(0 0,0 0,0 0)">TEXT</div>'],
  ['clip abs', 'css-clipped', '<div style="position:absolute;clip:rect(0,0,0,0)">TEXT</div>'],
  ['mask', 'css-masked', '<div style="mask-image:linear-gradient(transparent,transparent)">TEXT</div>'],
  ['mask short', 'css-masked', '<div style="mask:linear-gradient(#0000,#0000)">TEXT</div>'],
  ['content-visibility', 'css-content-visibility', '<div style="content-visibility:hidden">TEXT</div>'],
  ['zoom .01', 'css-tiny', '<div style="zoom:.01">TEXT</div>'],
  ['letter-spacing', 'css-squeezed-letters', '<div style="letter-spacing:-1em">TEXT</div>'],
  ['blend difference white', 'css-background-coloured', '<div style="color:#fff;mix-blend-mode:difference">TEXT</div>'],
  ['filter opacity', 'css-opacity', '<div style="filter:opacity(0)">TEXT</div>'],
  ['filter contrast0', 'css-background-coloured', '<div style="background:#fff;filter:contrast(0)">TEXT</div>'],
  ['blur 10', 'css-blurred', '<div style="filter:blur(10px)">TEXT</div>'],
  [
    'z behind',
    'css-behind',
    '<div style="position:relative;background:#fff"><div style="position:relative;z-index:-1">TEXT</div></div>',
  ],
  [
    'covered',
    'css-covered',
    '<div style="position:relative"><p>TEXT</p><div style="position:absolute;inset:0;background:#fff"></div></div>',
  ],
  [
    'generated cover: after of its own box',
    'css-covered',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: before of its own box, old spelling',
    'css-covered',
    '<style>.a{position:relative}.a:before{content:"";position:absolute;left:0;top:0;width:100%;height:100%;background:#fff}</style><div class=a><p>TEXT</p></div>',
  ],
  [
    'generated cover: after of a child',
    'css-covered',
    '<style>.a{position:relative}p::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p>TEXT</p></div>',
  ],
  [
    'generated cover: after of a sibling',
    'css-covered',
    '<style>.a{position:relative}i::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p>TEXT</p><i></i></div>',
  ],
  [
    'generated cover: after over what is placed',
    'css-covered',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p style="position:relative">TEXT</p></div>',
  ],
  [
    'generated cover: variable in it',
    'css-covered',
    '<style>.a{position:relative;--c:#fff}.a::after{content:"";position:absolute;inset:0;background:var(--c)}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: any element',
    'css-covered',
    '<style>.a{position:relative}.a > ::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p>TEXT</p></div>',
  ],
  [
    'generated cover: nested',
    'css-covered',
    '<style>.a{position:relative;&::after{content:"";position:absolute;inset:0;background:#fff}}</style><div class=a>TEXT</div>',
  ],
  [
    'cover in the second of two moved boxes',
    'css-covered',
    '<style>.t{transform:translate(1px)}</style><div class=t>seen</div><div class=t><p>TEXT</p><i style="position:absolute;inset:0;background:#fff"></i></div>',
  ],
  [
    'generated cover: over many children',
    'css-covered',
    `<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a>TEXT${'<i></i>'.repeat(61)}</div>`,
  ],
  ['details empty summary', 'html-details', '<details><summary></summary>TEXT</details>'],
  ['dialog', 'html-dialog', '<dialog>TEXT</dialog>'],
  ['popover', 'html-popover', '<div popover>TEXT</div>'],
  ['hidden', 'html-hidden-attribute', '<div hidden>TEXT</div>'],
  ['until-found', 'css-content-visibility', '<div hidden=until-found>TEXT</div>'],
  ['template', 'html-template', '<template>TEXT</template>'],
  ['noscript', 'html-noscript', '<noscript>TEXT</noscript>'],
  ['meter', 'html-meter', '<meter>TEXT</meter>'],
  ['video', 'html-video', '<video>TEXT</video>'],
  ['canvas', 'html-canvas', '<canvas>TEXT</canvas>'],
  ['rp', 'html-rp', '<ruby>a<rp>TEXT</rp></ruby>'],
  ['datalist', 'html-datalist', '<datalist>TEXT</datalist>'],
  ['input hidden', 'html-input', '<input type=hidden value="TEXT">'],
  ['input password', 'none', '<input type=password value="TEXT">'],
  ['input checkbox', 'none', '<input type=checkbox value="TEXT">'],
  ['input white', 'css-background-coloured', '<input size=60 style="color:#fff" value="TEXT">'],
  ['a nohref in white', 'css-background-coloured', '<div style="color:#fff"><a>TEXT</a></div>'],
  ['option label', 'html-option-label', '<select><option label="x">TEXT</select>'],
  ['svg text white', 'css-background-coloured', '<svg width=400 height=40><text y=20 fill=white>TEXT</text></svg>'],
  ['svg defs', 'html-defs', '<svg width=400 height=40><defs><text y=20>TEXT</text></defs></svg>'],
  ['svg opacity', 'css-transparent', '<svg width=400 height=40><text y=20 fill-opacity=0>TEXT</text></svg>'],
  ['svg display', 'css-display-none', '<svg width=400 height=40><text y=20 display=none>TEXT</text></svg>'],
  ['svg size0', 'css-tiny', '<svg width=400 height=40><text y=20 font-size=0>TEXT</text></svg>'],
  ['svg 0x0', 'css-zero-box', '<svg width=0 height=0><text y=20>TEXT</text></svg>'],
  ['svg off', 'css-clipped', '<svg width=400 height=40><text x=-5000 y=20>TEXT</text></svg>'],
  ['svg title', 'html-title', '<svg width=400 height=40><title>TEXT</title></svg>'],
  ['svg fill none', 'css-transparent', '<svg width=400 height=40><text y=20 fill=none>TEXT</text></svg>'],
  [
    'svg covered',
    'css-covered',
    '<svg width=400 height=40><text y=20>TEXT</text><rect width=400 height=40 fill=white /></svg>',
  ],
  [
    'mathml annotation',
    'html-annotation',
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">TEXT</annotation></semantics></math>',
  ],
  ['mphantom', 'css-visibility', '<math><mphantom><mtext>TEXT</mtext></mphantom></math>'],
  ['class', 'css-display-none', '<style>.x{display:none}</style><div class=x>TEXT</div>'],
  [
    'screen',
    'css-display-none',
    '<style>@media screen and (min-width:600px){.x{display:none}}</style><div class=x>TEXT</div>',
  ],
  ['range', 'css-display-none', '<style>@media (width>=600px){.x{display:none}}</style><div class=x>TEXT</div>'],
  ['not print', 'css-display-none', '<style>@media not print{.x{display:none}}</style><div class=x>TEXT</div>'],
  ['supports', 'css-display-none', '<style>@supports (display:grid){.x{display:none}}</style><div class=x>TEXT</div>'],
  [
    'supports banana',
    'css-display-none',
    '<style>.x{display:none}@supports (display:banana){.x{display:block!important}}</style><div class=x>TEXT</div>',
  ],
  [
    'layers',
    'css-display-none',
    '<style>@layer a,b;@layer b{.x{display:none}}@layer a{.x{display:block}}</style><div class=x>TEXT</div>',
  ],
  [
    'layer important',
    'css-display-none',
    '<style>@layer a{.x{display:none!important}}.x{display:block!important}</style><div class=x>TEXT</div>',
  ],
  ['var', 'css-background-coloured', '<style>:root{--c:#fff}.x{color:var(--c)}</style><div class=x>TEXT</div>'],
  ['var fallback', 'css-background-coloured', '<style>.x{color:var(--q,#fff)}</style><div class=x>TEXT</div>'],
  [
    'var cycle',
    'css-display-none',
    '<style>.x{--a:var(--b);--b:var(--a);display:var(--a,none)}</style><div class=x>TEXT</div>',
  ],
  ['nested', 'css-display-none', '<style>.y{& .x{display:none}}</style><div class=y><div class=x>TEXT</div></div>'],
  ['nested amp media', 'css-display-none', '<style>.x{@media screen{display:none}}</style><div class=x>TEXT</div>'],
  ['has', 'css-display-none', '<style>div:has(> i){display:none}</style><div><i></i>TEXT</div>'],
  ['nth', 'css-display-none', '<style>p:nth-child(2){display:none}</style><div><p>a<p>TEXT</div>'],
  ['unhover', 'css-display-none', '<style>.x{display:none}.x:hover{display:block}</style><div class=x>TEXT</div>'],
  ['is forgiving', 'css-display-none', '<style>:is(.x,:bogus){display:none}</style><div class=x>TEXT</div>'],
  ['attr sel', 'css-display-none', '<style>[data-h]{display:none}</style><div data-h>TEXT</div>'],
  ['comment ok', 'css-display-none', '<style>.x{display:/**/none}</style><div class=x>TEXT</div>'],
  ['cdo', 'css-display-none', '<style><!-- .x{display:none} --></style><div class=x>TEXT</div>'],
  [
    'inherit',
    'css-background-coloured',
    '<div style="display:none"></div><div style="color:#fff"><p style="color:inherit">TEXT</p></div>',
  ],
  ['escape', 'css-display-none', '<style>.\\78{display:none}</style><div class=x>TEXT</div>'],
  [
    'scope',
    'css-display-none',
    '<style>@scope (.y){.x{display:none}}</style><div class=y><div class=x>TEXT</div></div>',
  ],
  [
    'container',
    'css-display-none',
    '<style>.y{container-type:inline-size}@container (min-width:100px){.x{display:none}}</style><div class=y><div class=x>TEXT</div></div>',
  ],
  [
    'property',
    'css-display-none',
    '<style>@property --d{syntax:"*";inherits:true;initial-value:none}.x{display:var(--d)}</style><div class=x>TEXT</div>',
  ],
  [
    'import data',
    'css-display-none',
    '<style>@import url("data:text/css,.x{display:none}");</style><div class=x>TEXT</div>',
  ],
  [
    'link data',
    'css-display-none',
    '<link rel=stylesheet href="data:text/css,.x{display:none}"><div class=x>TEXT</div>',
  ],
  [
    'anim out',
    'css-opacity',
    '<style>@keyframes f{to{opacity:0}}.x{animation:f .1s forwards}</style><div class=x>TEXT</div>',
  ],
  [
    'anim paused',
    'css-opacity',
    '<style>@keyframes f{from{opacity:0}to{opacity:1}}.x{animation:f 1s paused both}</style><div class=x>TEXT</div>',
  ],
  [
    'content img',
    'css-replaced',
    `<style>.x{content:url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>")}</style><div class=x>TEXT</div>`,
  ],
  [
    'color-scheme dark',
    'css-background-coloured',
    '<style>:root{color-scheme:dark}</style><p style="color:#131313;">TEXT</p>',
  ],
  ['escaped names', 'css-display-none', '<style>.x{d\\69 splay:no\\6e e}</style><p class="x">TEXT</p>'],
  ['escaped names in an attribute', 'css-tiny', '<p style="f\\6f nt-size:c\\61lc(1\\70 x*0)!\\69mportant">TEXT</p>'],
  ['escaped selectors', 'css-opacity', '<style>p:n\\6ft(.\\79).\\78 {opacit\\79:0}</style><p class="x">TEXT</p>'],
  ['escaped at-rules', 'css-opacity', '<style>@m\\65 dia s\\63reen{p{opacity:0}}</style><p class="x">TEXT</p>'],
  [
    'svg text on a rectangle of its colour',
    'css-background-coloured',
    '<svg width="600" height="60"><rect x="2" y="2" width="560" height="40" fill="#123456"/><text x="5" y="20" fill="#123456">TEXT</text></svg>',
  ],
  [
    'svg text out of view',
    'css-clipped',
    '<svg width="400" height="40" viewBox="0 0 400 40"><text x="5" y="-90">TEXT</text></svg>',
  ],
  [
    'svg group out of view',
    'css-clipped',
    '<svg width="400" height="40"><g transform="translate(0 90)"><text>TEXT</text></g></svg>',
  ],
  ['svg spot', 'css-zero-box', '<svg width=1 height=1><text font-size="40">TEXT</text></svg>'],
  [
    'svg clip without area',
    'css-clipped',
    '<svg width="600" height="30"><clipPath id="c"><rect width="0" height="0"/></clipPath><text y="20" clip-path="url(#c)">TEXT</text></svg>',
  ],
  [
    'svg view box',
    'css-tiny',
    '<svg width="100" height="20" viewBox="0 0 100000 20000"><text y="20">TEXT</text></svg>',
  ],
  ['relative colour', 'css-background-coloured', '<p style="color:rgb(from black 255 255 255)">TEXT</p>'],
  ['relative sum', 'css-background-coloured', '<p style="color:rgb(from black calc(r + 255) 255 255)">TEXT</p>'],
  ['relative lightness', 'css-background-coloured', '<p style="color:hsl(from navy h s 100%)">TEXT</p>'],
  ['relative alpha', 'css-transparent', '<p style="color:oklch(from red l c h / 0)">TEXT</p>'],
  ['collapsed column', 'css-visibility', '<table><col><col style="visibility:collapse"><tr><td>a<td>TEXT</table>'],
  ['size of a formula', 'css-tiny', '<math><mtext mathsize="0.1px">TEXT</mtext></math>'],
  ['colour of a formula', 'css-background-coloured', '<math><mtext mathcolor="white">TEXT</mtext></math>'],
  [
    'perspective',
    'css-edge-on',
    '<div style="perspective:1px"><p style="transform:translateZ(-100000px)">TEXT</p></div>',
  ],
  ['rotate3d', 'css-edge-on', '<p style="transform:rotate3d(1,0,0,90deg)">TEXT</p>'],
  ['offset path', 'css-off-screen', `<p style="offset-path:path('M -9000 -9000 L -9001 -9001')">TEXT</p>`],
  [
    'padding',
    'css-zero-box',
    '<div style="overflow:hidden;height:20px;padding-top:20px;box-sizing:border-box">TEXT</div>',
  ],
  ['padding of a flat box', 'css-zero-box', '<div style="overflow:hidden;height:0;padding-top:40px">TEXT</div>'],
  [
    'margin in a clip',
    'css-clipped',
    '<div style="overflow:hidden;height:20px"><p style="margin-top:200px">TEXT</p></div>',
  ],
  [
    'float in a clip',
    'css-clipped',
    '<div style="overflow:hidden;width:99px;height:20px"><div style="float:left;width:99px;height:20px"></div><p style="margin:0;clear:both">TEXT</p></div>',
  ],
  [
    'share in a clip',
    'css-clipped',
    '<div style="overflow:hidden"><p style="transform:translateX(100%)">TEXT</p></div>',
  ],
  [
    'share upwards in a clip',
    'css-clipped',
    '<div style="overflow:hidden;height:1.2em"><p style="transform:translateY(-200%);margin:0">TEXT</p></div>',
  ],
  [
    'behind its neighbour',
    'css-covered',
    '<div style="position:relative"><p style="position:absolute;inset:0;margin:0">TEXT</p><p style="position:relative;background:#eee;margin:0;padding:30px">x</p></div>',
  ],
  [
    'under the next box',
    'css-covered',
    '<p style="margin:0;height:20px">TEXT</p><div style="margin-top:-24px;height:30px;background:#fff;position:relative">x</div>',
  ],
  ['canvas color', 'css-background-coloured', '<div style="color:Canvas">TEXT</div>'],
  ['light-dark', 'css-background-coloured', '<div style="color:light-dark(#fff,#000)">TEXT</div>'],
  ['color-mix', 'css-background-coloured', '<div style="color:color-mix(in srgb, white 99%, black)">TEXT</div>'],
  ['oklch white', 'css-background-coloured', '<div style="color:oklch(1 0 0)">TEXT</div>'],
  ['hsl white', 'css-background-coloured', '<div style="color:hsl(0 0% 100%)">TEXT</div>'],
  ['relative color', 'css-background-coloured', '<div style="color:rgb(from white r g b)">TEXT</div>'],
  [
    'grid row 0',
    'css-collapsed',
    '<div style="display:grid;grid-template-rows:0fr"><div style="overflow:hidden;min-height:0">TEXT</div></div>',
  ],
  [
    'flex basis 0',
    'css-zero-box',
    '<div style="display:flex"><div style="flex:0 0 0;overflow:hidden">TEXT</div></div>',
  ],
  ['tr collapse', 'css-visibility', '<table><tr style="visibility:collapse"><td>TEXT</table>'],
  [
    'overflow window',
    'css-clipped',
    '<div style="height:20px;overflow:hidden;position:relative"><div style="position:absolute;top:40px">TEXT</div></div>',
  ],
  ['font tag', 'css-background-coloured', '<font color=white>TEXT</font>'],
  ['td bg', 'css-background-coloured', '<table><tr><td bgcolor="#FFF"><font color=white>TEXT</font></table>'],
  ['security', 'css-masked-letters', '<div style="-webkit-text-security:disc">TEXT</div>'],
  ['fixed right', 'css-off-screen', '<div style="position:fixed;left:100vw">TEXT</div>'],
  ['fixed ty', 'css-off-screen', '<div style="position:fixed;top:0;transform:translateY(-100%)">TEXT</div>'],
  ['fixed tx', 'css-off-screen', '<div style="position:fixed;left:0;transform:translateX(-100%)">TEXT</div>'],
  ['skip -40', 'css-off-screen', '<div style="position:absolute;top:-40px">TEXT</div>'],
  ['bottom', 'css-off-screen', '<div style="position:absolute;bottom:9999px">TEXT</div>'],
  ['right', 'css-off-screen', '<div style="position:absolute;right:9999px">TEXT</div>'],
  ['float zero', 'css-zero-box', '<span style="float:left;width:0;height:0;overflow:hidden">TEXT</span>'],
  ['shadow host', 'html-shadow-host', '<div><template shadowrootmode=open><b>x</b></template>TEXT</div>'],
  ['perspective', 'css-edge-on', '<div style="transform:perspective(10px) translateZ(-9999px)">TEXT</div>'],
  ['rem0', 'css-tiny', '<style>html{font-size:0}</style><p style="font-size:1rem">TEXT</p>'],
  ['rem', 'css-tiny', '<style>html{font-size:10px}</style><p style="font-size:.1rem">TEXT</p>'],
  ['overflow clip', 'css-zero-box', '<div style="height:0;overflow:clip">TEXT</div>'],
  ['overflow-y', 'css-zero-box', '<div style="height:0;overflow-y:hidden">TEXT</div>'],
  ['max-width0', 'css-zero-box', '<div style="max-width:0;overflow:hidden">TEXT</div>'],
  ['sliver', 'css-zero-box', '<div style="height:4px;overflow:hidden">TEXT</div>'],
  ['fixed top', 'css-off-screen', '<div style="position:fixed;top:-2000px">TEXT</div>'],
  ['vw', 'css-tiny', '<p style="font-size:.05vw">TEXT</p>'],
  ['vw sum', 'css-tiny', '<p style="font-size:calc(.01vw + 0px)">TEXT</p>'],
  ['color-mix clear', 'css-transparent', '<p style="color:color-mix(in srgb,#000,transparent 99%)">TEXT</p>'],
  [
    'light-dark in the dark',
    'css-background-coloured',
    '<style>:root{color-scheme:dark}</style><p style="color:light-dark(#000,#121212)">TEXT</p>',
  ],
  ['nested not', 'css-display-none', '<style>p{&:not(.q){display:none}}</style><p>TEXT</p>'],
  ['nested behind', 'css-display-none', '<style>.a{p &{display:none}}</style><p>x <span class=a>TEXT</span></p>'],
  [
    'scope in a limit',
    'css-display-none',
    '<style>@scope (.a) to (.b){p{display:none}}</style><div class=a><div class=b><div class=a><p>TEXT</div></div></div>',
  ],
  [
    'container style',
    'css-display-none',
    '<style>@container foo (min-width:4px){.x{display:none}}</style><p class=x>TEXT',
  ],
  ['query beside a broken one', 'css-display-none', '<style>@media screen,$x{p{display:none}}</style><p>TEXT</p>'],
  ['sibling', 'css-display-none', '<style>h2 ~ p{display:none}</style><h2>x</h2><i>y</i><p>TEXT</p>'],
  ['next', 'css-display-none', '<style>h2.a + p:not(.b){display:none}</style><h2 class=a>x</h2><p>TEXT</p>'],
  [
    'child in descendant',
    'css-display-none',
    '<style>.a > .b .c > p{display:none}</style><div class=a><div class=b><div class=c><i class=c></i><p>TEXT</div></div></div>',
  ],
];

/** Pages that look like the ones above and show their text. */
const SHOWN: readonly (readonly [string, string])[] = [
  ['plain', '<p>TEXT</p>'],
  ['reshown', '<div style="visibility:hidden">a<span style="visibility:visible">TEXT</span></div>'],
  ['opacity.5', '<div style="opacity:.5">TEXT</div>'],
  ['white on black', '<div style="color:#fff;background:#000">TEXT</div>'],
  ['white on gradient dark', '<div style="color:#fff;background:linear-gradient(90deg,#123,#456)">TEXT</div>'],
  [
    'gradient text',
    '<div style="background:linear-gradient(90deg,red,blue);-webkit-background-clip:text;color:transparent">TEXT</div>',
  ],
  ['text fill red', '<div style="color:#fff;-webkit-text-fill-color:red">TEXT</div>'],
  ['shadow', '<div style="color:transparent;text-shadow:0 0 3px #000">TEXT</div>'],
  ['stroke', '<div style="color:#fff;-webkit-text-stroke:1px red">TEXT</div>'],
  ['size8', '<div style="font-size:8px">TEXT</div>'],
  ['size0 reset', '<div style="font-size:0"><span style="font-size:16px">TEXT</span></div>'],
  ['lineheight0', '<div style="line-height:0">TEXT</div>'],
  ['zero height visible', '<div style="height:0">TEXT</div>'],
  ['inline zero', '<span style="width:0;height:0;overflow:hidden">TEXT</span>'],
  ['height0 pct', '<div style="height:0%;overflow:hidden">TEXT</div>'],
  [
    'padding box',
    '<div style="height:0;padding-top:56px;overflow:hidden;position:relative"><div style="position:absolute;top:0;left:0">TEXT</div></div>',
  ],
  ['abs escapes', '<div style="height:0;overflow:hidden"><div style="position:absolute">TEXT</div></div>'],
  ['left small', '<div style="position:relative;left:-5px">TEXT</div>'],
  ['static left', '<div style="left:-9999px">TEXT</div>'],
  ['indent inline', '<span style="text-indent:-9999px">TEXT</span>'],
  ['translate inline', '<span style="transform:translateX(-9999px)">TEXT</span>'],
  ['scaleX-1', '<div style="transform:scaleX(-1)">TEXT</div>'],
  ['rotate90', '<div style="transform:rotate(90deg);width:120px;height:120px;font-size:10px">TEXT</div>'],
  ['clip-path inset ok', '<div style="clip-path:inset(0 0 0 0)">TEXT</div>'],
  ['clip-path circle ok', '<div style="clip-path:circle(75%)">TEXT</div>'],
  ['clip static', '<div style="clip:rect(0,0,0,0)">TEXT</div>'],
  ['mask fade', '<div style="-webkit-mask-image:linear-gradient(#000,transparent)">TEXT</div>'],
  ['content-vis auto', '<div style="content-visibility:auto">TEXT</div>'],
  ['zoom 0', '<div style="zoom:0">TEXT</div>'],
  ['letter-spacing small', '<div style="letter-spacing:-.02em">TEXT</div>'],
  ['blend screen', '<div style="mix-blend-mode:screen">TEXT</div>'],
  ['blend multiply', '<div style="mix-blend-mode:multiply">TEXT</div>'],
  ['blend lighten', '<div style="mix-blend-mode:lighten">TEXT</div>'],
  ['filter brightness white', '<div style="filter:brightness(0);color:#fff">TEXT</div>'],
  ['filter invert', '<div style="color:#fff;filter:invert(1)">TEXT</div>'],
  [
    'z behind stacked',
    '<div style="position:relative;z-index:0;background:#eee"><div style="position:relative;z-index:-1">TEXT</div></div>',
  ],
  ['z behind body', '<div style="position:relative;z-index:-1">TEXT</div>'],
  [
    'covered lower',
    '<div style="position:relative"><p style="position:relative;z-index:2">TEXT</p><div style="position:absolute;inset:0;background:#eee"></div></div>',
  ],
  [
    'covered none',
    '<div style="position:relative"><div style="position:absolute;inset:0;background:#eee;z-index:-1"></div><p>TEXT</p></div>',
  ],
  [
    'generated cover: no content',
    '<style>.a{position:relative}.a::after{position:absolute;inset:0;background:#fff}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: content none',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:#fff}.b::after{content:none}</style><div class="a b">TEXT</div>',
  ],
  [
    'generated cover: before under what is placed',
    '<style>.a{position:relative}.a::before{content:"";position:absolute;inset:0;background:#eee}.a p{position:relative}</style><div class=a><p>TEXT</p></div>',
  ],
  [
    'generated cover: before below',
    '<style>.a{position:relative;z-index:0}.a::before{content:"";position:absolute;inset:0;background:#eee;z-index:-1}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: clear',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: veil',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:rgba(255,255,255,.4)}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: underline',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;left:0;bottom:0;width:100%;height:2px;background:#00f}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: button that fills',
    '<style>.a{position:relative}.a::after{content:"";position:absolute;inset:0;background:#fff;transform:scaleX(0)}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: on hover',
    '<style>.a{position:relative}.a:hover::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a>TEXT</div>',
  ],
  [
    'generated cover: of a child that is not shown',
    '<style>.a{position:relative}i{display:none}i::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p>TEXT</p><i></i></div>',
  ],
  [
    'generated cover: of a child that is placed',
    '<style>.a{position:relative}i{position:absolute;left:300px;top:0;width:9px;height:9px}i::after{content:"";position:absolute;inset:0;background:#fff}</style><div class=a><p>TEXT</p><i></i></div>',
  ],
  [
    'generated cover: after a placed sibling',
    '<style>.a{position:relative}i::after{content:"";position:absolute;inset:0;background:#eee}</style><div class=a><i></i><p style="position:relative">TEXT</p></div>',
  ],
  [
    'generated cover: first line',
    '<style>.a{position:relative}.a::first-line{background:#fff}</style><div class=a>TEXT</div>',
  ],
  [
    'caption on img',
    `<div style="position:relative"><img width=300 height=100 src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect width='300' height='100' fill='navy'/></svg>"><div style="position:absolute;left:5px;top:30px;color:#fff">TEXT</div></div>`,
  ],
  [
    'dark sibling',
    '<div style="position:relative;height:80px"><div style="position:absolute;inset:0;background:#013"></div><p style="position:relative;color:#fff">TEXT</p></div>',
  ],
  ['details open', '<details open><summary>x</summary>TEXT</details>'],
  ['dialog open', '<dialog open>TEXT</dialog>'],
  ['dialog displayed', '<style>dialog{display:block}</style><dialog>TEXT</dialog>'],
  ['hidden overridden', '<style>[hidden]{display:block}</style><div hidden>TEXT</div>'],
  ['object', '<object>TEXT</object>'],
  ['input value', '<input size=60 value="TEXT">'],
  ['input placeholder', '<input size=60 placeholder="TEXT">'],
  ['input submit', '<input type=submit value="TEXT">'],
  ['textarea', '<textarea cols=60>TEXT</textarea>'],
  ['textarea ph', '<textarea cols=60 placeholder="TEXT"></textarea>'],
  ['button in white', '<div style="color:#fff"><button>TEXT</button></div>'],
  ['a in white', '<div style="color:#fff"><a href="#">TEXT</a></div>'],
  ['mark in white', '<div style="color:#fff"><mark>TEXT</mark></div>'],
  ['select', '<select><option>TEXT</select>'],
  ['svg text', '<svg width=400 height=40><text y=20>TEXT</text></svg>'],
  [
    'svg text white on rect',
    '<svg width=400 height=40><rect width=400 height=40 fill=navy /><text y=20 fill=white>TEXT</text></svg>',
  ],
  ['mtext', '<math><mtext>TEXT</mtext></math>'],
  ['important', '<style>.x{display:block!important}</style><div class=x style="display:none">TEXT</div>'],
  ['specificity', '<style>#a{display:block}.x{display:none}</style><div id=a class=x>TEXT</div>'],
  ['order', '<style>.x{display:none}.x{display:block}</style><div class=x>TEXT</div>'],
  ['print', '<style>@media print{.x{display:none}}</style><div class=x>TEXT</div>'],
  ['max-width', '<style>@media (max-width:600px){.x{display:none}}</style><div class=x>TEXT</div>'],
  ['dark', '<style>@media (prefers-color-scheme:dark){.x{color:#fff}}</style><div class=x>TEXT</div>'],
  ['supports not', '<style>@supports not (display:grid){.x{display:none}}</style><div class=x>TEXT</div>'],
  ['layer loses', '<style>.x{display:block}@layer a{.x{display:none}}</style><div class=x>TEXT</div>'],
  ['var invalid', '<style>.x{color:#fff;color:var(--nope)}</style><div class=x>TEXT</div>'],
  ['var invalid2', '<style>.x{display:var(--nope);}</style><div class=x>TEXT</div>'],
  ['not', '<style>div:not(.y){display:none}</style><div class=y>TEXT</div>'],
  ['hover', '<style>.x:hover{display:none}</style><div class=x>TEXT</div>'],
  ['bogus selector', '<style>.x, :bogus{display:none}</style><div class=x>TEXT</div>'],
  ['contains', '<style>.x:contains(K){display:none}</style><div class=x>TEXT</div>'],
  ['comment trick', '<style>.x{dis/**/play:none}</style><div class=x>TEXT</div>'],
  ['escaped colons', '<style>.sm\\:x{display:none}.x{}</style><p class="x">TEXT</p>'],
  [
    'a graph with its origin below',
    '<svg width="800pt" height="2000pt" viewBox="0 0 800 2000"><g transform="scale(1 1) rotate(0) translate(4 1996)"><polygon fill="white" points="-4,4 -4,-1996 796,-1996 796,4 -4,4"/><text text-anchor="middle" x="60" y="-1700">TEXT</text></g></svg>',
  ],
  ['svg in small units', '<svg width="600" viewBox="0 0 10 2"><text x="0" y="1" font-size=".5">TEXT</text></svg>'],
  [
    'svg label beside its swatch',
    '<svg width="600" height="30"><rect width="20" height="20" fill="#cde"/><text x="30" y="15" fill="#036">TEXT</text></svg>',
  ],
  [
    'svg label on a bar',
    '<svg width="600" height="30"><rect width="600" height="30" fill="#036"/><text x="5" y="15" fill="#fff">TEXT</text></svg>',
  ],
  [
    'svg clip of use',
    '<svg width="600" height="30"><clipPath id="c"><rect width="600" height="30"/></clipPath><text y="20" clip-path="url(#c)">TEXT</text></svg>',
  ],
  ['relative grey', '<p style="color:rgb(from white calc(r - 155) 100 100)">TEXT</p>'],
  ['relative same', '<p style="color:hsl(from navy h s l)">TEXT</p>'],
  ['column beside a collapsed one', '<table><col><col style="visibility:collapse"><tr><td>TEXT<td>a</table>'],
  ['column under a wide cell', '<table><col><col><col style="visibility:collapse"><tr><td colspan=2>TEXT<td>a</table>'],
  [
    'perspective of a card',
    '<div style="perspective:600px"><p style="transform:rotateX(10deg) translateZ(-50px)">TEXT</p></div>',
  ],
  ['translate3d', '<p style="transform:translate3d(0,0,0)">TEXT</p>'],
  ['offset path on the page', `<p style="offset-path:path('M 100 50 L 300 50')">TEXT</p>`],
  ['margin in a higher clip', '<div style="overflow:hidden;height:400px"><p style="margin-top:200px">TEXT</p></div>'],
  [
    'float beside text',
    '<div style="overflow:hidden;height:20px"><div style="float:left;width:9px;height:20px"></div><p>TEXT</p></div>',
  ],
  ['padding around', '<div style="overflow:hidden;height:40px;padding:10px;box-sizing:border-box">TEXT</div>'],
  [
    'centred by shares',
    '<div style="overflow:hidden"><p style="position:relative;left:50%;transform:translateX(-50%)">TEXT</p></div>',
  ],
  [
    'half under the next box',
    '<p style="margin:0;height:90px">TEXT</p><div style="margin-top:-24px;height:130px;background:#fff;position:relative">x</div>',
  ],
  [
    'before its neighbour',
    '<div style="position:relative"><p style="position:relative;background:#eee;margin:0">x</p><p style="position:absolute;inset:0;margin:0">TEXT</p></div>',
  ],
  [
    'over its neighbour, without a ground',
    '<div style="position:relative"><p style="position:absolute;inset:0">TEXT</p><p style="position:relative">x</p></div>',
  ],
  ['stray brace', '<style>} .x{display:none}</style><div class=x>TEXT</div>'],
  ['all initial', '<style>.x{display:none;all:initial}</style><div class=x>TEXT</div>'],
  ['revert', '<style>.x{display:none;display:revert}</style><div class=x>TEXT</div>'],
  ['unset display', '<style>.x{display:unset}</style><div class=x>TEXT</div>'],
  [
    'anim in',
    '<style>@keyframes f{to{opacity:1}}.x{opacity:0;animation:f .1s forwards}</style><div class=x>TEXT</div>',
  ],
  ['anim back', '<style>@keyframes f{to{opacity:0}}.x{animation:f .1s}</style><div class=x>TEXT</div>'],
  ['content text', '<style>.x{content:"a"}</style><div class=x>TEXT</div>'],
  ['tr height 0', '<table><tr style="height:0;overflow:hidden"><td>TEXT</table>'],
  ['td width0', '<table><tr><td style="width:0;overflow:hidden">TEXT</table>'],
  ['overflow auto', '<div style="height:30px;overflow:auto">TEXT</div>'],
  ['bgcolor', '<table bgcolor=navy><tr><td><font color="#ffffff">TEXT</font></table>'],
  ['first-letter', '<style>.x::first-letter{color:red}</style><div class=x>TEXT</div>'],
  [
    'tooltip',
    '<div style="position:relative;margin-top:40px"><span style="position:absolute;left:50%;bottom:100%;transform:translate(-50%,0)">TEXT</span>x</div>',
  ],
  [
    'abs inside rel neg',
    '<div style="position:relative;margin-left:300px"><span style="position:absolute;left:-250px">TEXT</span>x</div>',
  ],
  ['display contents', '<div style="display:contents;opacity:0">TEXT</div>'],
  ['shadow slot', '<div><template shadowrootmode=open><slot></slot></template>TEXT</div>'],
  ['marquee', '<marquee behavior=slide>TEXT</marquee>'],
  ['columns', '<div style="column-count:2">TEXT</div>'],
  ['overflow-x only', '<div style="height:0;overflow-x:clip">TEXT</div>'],
  ['min-height', '<div style="height:0;min-height:30px;overflow:hidden">TEXT</div>'],
  ['border-box pad', '<div style="height:0;padding:10px;overflow:hidden">TEXT</div>'],
  ['wbr', '<p>TEXT</p>'],
  ['low box', '<div style="height:12px;overflow:hidden">TEXT</div>'],
  [
    'clamped lines',
    '<div style="display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden">TEXT</div>',
  ],
  ['below the edge', '<div style="height:20px;overflow:hidden"><p>first</p><p>TEXT</p></div>'],
  ['vw', '<p style="font-size:2vw">TEXT</p>'],
  ['color-mix', '<p style="color:color-mix(in srgb,red,blue)">TEXT</p>'],
  ['light-dark', '<p style="color:light-dark(#000,#fff)">TEXT</p>'],
  [
    'beyond the limit of a scope',
    '<style>@scope (.a) to (.b){p{display:none}}</style><div class=a><div class=b><p>TEXT</div></div>',
  ],
  ['sibling before', '<style>h2 ~ p{display:none}</style><p>TEXT</p><h2>x</h2>'],
  ['leading combinator', '<style>> p{display:none}</style><p>TEXT</p>'],
  ['broken query', '<style>@media print<script>{p{display:none}}</style><p>TEXT</p>'],
];

describe('what a page hides', () => {
  it.each(HIDDEN)('is cut and kept as evidence: %s (%s)', async (_name, technique, html) => {
    const extract = await page(html);
    expect(JSON.stringify(shown(extract))).not.toContain(TEXT);
    const found = hidden(extract).filter(([, text]) => text.includes(TEXT));
    expect(found.map(([name]) => name)).toEqual(technique === 'none' ? [] : [technique]);
  });

  it.each(SHOWN)('is not what looks like it: %s', async (_name, html) => {
    const extract = await page(html);
    expect(JSON.stringify(shown(extract))).toContain(TEXT);
    expect(JSON.stringify(hidden(extract))).not.toContain(TEXT);
  });
});

describe('how deliberate hiding is', () => {
  const severityOf = async (html: string) =>
    (await page(html)).blocks.flatMap((block) => block.runs).find((run) => run.hidden !== undefined)?.hidden?.severity;

  it.each([
    ['a sentence in white', 'high', '<p>a</p><p style="color:#fff">TEXT</p>'],
    ['letters in white, one element each', 'high', `<p>a</p><p>${'<b style="color:#fff">abc</b>'.repeat(9)}</p>`],
    ['a word in white', 'medium', '<p>a</p><p style="color:#fff">Kumquat</p>'],
    ['a spacer in white', 'low', '<p>a<span style="color:#fff">.</span>b</p>'],
    ['the name of a button', 'info', '<p>a</p><button style="font-size:0">Close the dialog</button>'],
    ['a short text for screen readers', 'info', '<a style="position:absolute;left:-9999px">Skip to content</a>'],
    [
      'a long text for screen readers',
      'medium',
      `<p>a<span style="position:absolute;left:-9999px">${'TEXT '.repeat(9)}</span>`,
    ],
    ['a menu', 'info', `<p>a</p><div style="display:none">${'TEXT '.repeat(90)}</div>`],
    ['what fades in when it is scrolled to', 'info', '<p>a</p><p style="opacity:0;transition:opacity 1s">TEXT</p>'],
    [
      'a menu that opens from the side',
      'info',
      '<p>a</p><nav style="position:fixed;width:0;height:100%;overflow-x:hidden;transition:.5s"><ul><li>» TEXT</ul></nav>',
    ],
    ['a preheader', 'info', '<div class="preheader" style="font-size:1px;color:#fff">TEXT</div><p>a</p>'],
  ])('is told by technique and length: %s', async (_name, severity, html) => {
    expect(await severityOf(html)).toBe(severity);
  });
});

describe('evidence beside the text', () => {
  it.each([
    ['html-attribute', '<p title="TEXT">ok</p>'],
    ['html-metadata', '<meta name="description" content="TEXT">'],
    ['html-data', '<script type="application/ld+json">{"a":"TEXT"}</script>'],
    ['html-script', '<script>// TEXT and on the day after that</script>'],
    ['html-input', '<input type="hidden" value="TEXT">'],
    ['html-iframe', '<iframe srcdoc="<p>TEXT</p>"></iframe>'],
    ['css-generated', '<style>p::before{content:"TEXT"}</style>'],
  ])('holds sentences that are no text: %s', async (technique, html) => {
    const extract = await page(`<p>ok</p>${html}`);
    expect(JSON.stringify(shown(extract))).not.toContain(TEXT);
    expect(hidden(extract).find(([, text]) => text.includes(TEXT))?.[0]).toBe(technique);
  });

  it('names fonts that a page carries in itself and sets its text in', async () => {
    const css =
      '<style>@font-face{font-family:F;src:url(data:font/woff2;base64,AA)}p{font-family:F}i{font-family:G}</style>';
    expect((await page(`${css}<p>TEXT TEXT</p>`)).findings.map((one) => one.technique)).toEqual(['css-embedded-font']);
    expect((await page(`${css}<p>x</p><i>TEXT TEXT</i>`)).findings).toEqual([]);
  });
});

describe('words on both sides of hidden text', () => {
  const textOf = async (html: string) =>
    sanitize((await page(html)) as unknown as Extracted)
      .blocks.map(({ text }) => text)
      .join('|');

  it.each([
    ['a comment', 'foo<!-- x -->bar', 'foobar'],
    ['no display', 'foo<span style="display:none"> x </span>bar', 'foobar'],
    ['a block without display', 'foo<div hidden>x</div> <div hidden>y</div>bar', 'foo bar'],
    ['out of flow', 'foo<span style="position:absolute;left:-9999px"> x </span>bar', 'foobar'],
    ['no size', 'foo<span style="font-size:0"> x </span>bar', 'foobar'],
    ['alternative text', 'foo<img alt=" x ">bar', 'foobar'],
  ])('grow together where it takes no room: %s', async (_name, html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it.each([
    ['white, with blanks', 'foo<span style="color:#fff"> x </span>bar', 'foo bar'],
    ['white, without', 'foo<span style="color:#fff">x</span>bar', 'foo bar'],
    ['white, after a blank', 'foo <span style="color:#fff">x</span> bar', 'foo bar'],
    ['invisible', 'foo<span style="visibility:hidden">x </span>bar', 'foo bar'],
    ['a blank without opacity', 'foo<span style="opacity:0"> </span>bar', 'foo bar'],
    ['before a full stop', 'foo<span style="color:#fff">x</span>.', 'foo.'],
    [
      'inside what is out of flow',
      '<div style="position:absolute"><p>foo<b style="color:#fff">x</b>bar</p></div>',
      'foo bar',
    ],
  ])('stay apart where it takes room: %s', async (_name, html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it('are what they would be without it, wherever it is and whatever blanks it has', async () => {
    const unrendered = fc.constantFrom(
      '<!-- x -->',
      '<!--x-->',
      '<span style="display:none"> x </span>',
      '<template> x</template>',
      '<div hidden>x </div>',
      '<b hidden>x<i> y </i></b>',
      '<noscript>x</noscript>',
    );
    const seen = fc.constantFrom('foo', ' ', 'bar ', ' baz', '<b>qux</b>', '<i> a </i>', '<br>', '<p>p</p>', '.');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(seen, fc.option(unrendered)), { maxLength: 8 }), async (parts) => {
        const whole = parts.map(([text, cut]) => text + (cut ?? '')).join('');
        expect(await textOf(whole)).toBe(await textOf(parts.map(([text]) => text).join('')));
      }),
      { numRuns: 60 },
    );
  });
});

describe('letters that a style turns around', () => {
  it.each([
    ['by style', '<p>a <span style="unicode-bidi:bidi-override;direction:rtl">olleh</span> b', 'a hello b'],
    ['by element', '<p>a <bdo dir=rtl>ol<b>le</b>h</bdo> b', 'a hello b'],
    ['not from left to right', '<p>a <bdo dir=ltr>hello</bdo> b', 'a hello b'],
    ['not by direction alone', '<p dir=rtl>hello b', 'hello b'],
    ['not of scripts that run that way', '<p>a <bdo dir=rtl>שלום</bdo> b', 'a שלום b'],
  ])('are in the order in which they are read: %s', async (_name, html, text) => {
    expect(shown(await page(html))).toEqual([['paragraph', text]]);
  });
});

describe('pages without a doctype', () => {
  it('take lengths without units, colours without hash and classes in any case, as browsers do', async () => {
    const quirky = (html: string) => extractHtml(bytesOf(html.replaceAll('TEXT', TEXT)));
    expect(shown(await quirky('<p style="position:absolute;left:-9999">TEXT</p>'))).toEqual([]);
    expect(shown(await quirky('<p style="color:ffffff">TEXT</p>'))).toEqual([]);
    expect(shown(await quirky('<style>.HIDE{display:none}</style><p class="hide">TEXT</p>'))).toEqual([]);
    const table = '<body style="background:#000;color:#fff"><div style="color:#000"><table><tr><td>TEXT</table></div>';
    expect(shown(await quirky(table))).toEqual([['paragraph', TEXT]]);
  });
});

describe('bombs', () => {
  it.each([
    ['rules in rules', `<style>${'a{'.repeat(100_000)}</style>x`],
    ['brackets in a value', `<style>a{color:${'('.repeat(100_000)}}</style>x`],
    ['brackets in an attribute', `<p style="width:${'calc('.repeat(50_000)}1px">x`],
  ])('end as too-deeply-nested: %s', async (_name, html) => {
    expect((await refusalOf(page(html))).code).toBe('too-deeply-nested');
  });

  it('end within bounds: names of folded parts within names', async () => {
    const extract = await page(`${'<details><summary>'.repeat(200)}TEXT`);
    expect(JSON.stringify(shown(extract))).toContain(TEXT);
  });

  it('end within bounds: many texts in one stage', async () => {
    const extract = await page(
      `<div style="position:relative">${'<p style="position:relative;color:#fff">a</p>'.repeat(1_000)}</div>`,
    );
    expect(shown(extract)).toEqual([]);
  });

  it('end within bounds: rules about the siblings of everything', async () => {
    const rules = Array.from({ length: 400 }, (_, i) => `p:nth-child(${i + 1}) ~ p{margin:0}`).join('');
    const extract = await page(
      `<style>${rules}h1 ~ p.last{display:none}</style>${'<p>a'.repeat(400)}<h1>x</h1><p class=last>TEXT`,
    );
    expect(shown(extract)).toHaveLength(401);
    expect(hidden(extract)).toEqual([['css-display-none', TEXT]]);
  });

  it('are cut whole, and flagged, when their rules are too large to be read', async () => {
    const extract = await page(`<style>${'a,'.repeat(50_001)}a{color:red}</style><p>TEXT</p><ul><li>TEXT</ul>`);
    expect(shown(extract)).toEqual([]);
    expect(hidden(extract)).toEqual([
      ['css-unverified', TEXT],
      ['css-unverified', TEXT],
    ]);
    expect(extract.blocks[0]?.runs[0]?.hidden?.severity).toBe('medium');
  });

  it('end within bounds: variables that double', async () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `--a${i + 1}:var(--a${i}) var(--a${i})`).join(';');
    const extract = await page(
      `<style>:root{--a0:x;${doubling}}p{color:var(--a40)}</style>${'<p>TEXT</p>'.repeat(50)}`,
    );
    expect(shown(extract)).toHaveLength(50);
  });
});
