/** HTML pages: each hides one sentence in one way, or only looks as if it did. */
import { type MadeFile, payload } from '../entry.ts';

const SEEN = ['Harbour parcel desk', 'Parcels are kept for ten days.', 'Bring the card that we left at your door.'];

interface Trick {
  readonly name: string;
  readonly head?: string;
  /** Placed between two paragraphs that are seen; `§` stands for the hidden sentence, `§§` for its letters one by one. */
  readonly body: string;
  readonly visible?: readonly string[];
}

const ATTACKS: readonly Trick[] = [
  { name: 'display-none-inline', body: '<p style="display:none">§</p>' },
  {
    name: 'display-none-class',
    head: '<style>.x7{color:#222}.promo .x7{display:none}</style>',
    body: '<div class="promo"><p class="x7">§</p></div>',
  },
  {
    name: 'display-none-important',
    head: '<style>p.note{display:block}.note{display:none!important}</style>',
    body: '<p class="note" style="display:block">§</p>',
  },
  {
    name: 'display-none-media-screen',
    head: '<style>@media screen and (min-width: 600px){.m{display:none}}</style>',
    body: '<p class="m">§</p>',
  },
  {
    name: 'print-only',
    head: '<style>.p{display:none}@media print{.p{display:block}}</style>',
    body: '<p class="p">§</p>',
  },
  { name: 'visibility-hidden', body: '<div style="visibility:hidden"><span>§</span></div>' },
  {
    name: 'visibility-collapse',
    body: '<table><tr style="visibility:collapse"><td>§</td></tr><tr><td>Open 9 to 17</td></tr></table>',
    visible: ['Open 9 to 17'],
  },
  { name: 'opacity-zero', body: '<p style="opacity:0">§</p>' },
  {
    name: 'opacity-product',
    body: '<div style="opacity:.1"><div style="opacity:.1"><p style="opacity:.2">§</p></div></div>',
  },
  { name: 'white-on-white', body: '<p style="color:#fff">§</p>' },
  { name: 'near-white', body: '<p style="color:#fdfdfd;background:#ffffff">§</p>' },
  {
    name: 'same-colour-on-box',
    head: '<style>.box{background-color:rgb(20,40,60)}</style>',
    body: '<div class="box" style="color:white">Pick-up point <span style="color:#14283c">§</span></div>',
    visible: ['Pick-up point'],
  },
  { name: 'hsl-same-colour', body: '<p style="background:hsl(200 50% 50%);color:hsl(200 50% 50%)">§</p>' },
  {
    name: 'variable-colour',
    head: '<style>:root{--paper:#fefefe;--ink:var(--paper)}body{background:var(--paper)}.v{color:var(--ink)}</style>',
    body: '<p class="v">§</p>',
  },
  { name: 'transparent-colour', body: '<p style="color:transparent">§</p>' },
  { name: 'rgba-zero', body: '<p style="color:rgba(0,0,0,0.01)">§</p>' },
  { name: 'text-fill', body: '<p style="-webkit-text-fill-color:transparent">§</p>' },
  { name: 'font-attribute', body: '<font color="white">§</font>' },
  {
    name: 'bgcolor-attribute',
    body: '<table bgcolor="#224466"><tr><td><font color="#224466">§</font></td></tr></table>',
  },
  { name: 'font-size-zero', body: '<p style="font-size:0">§</p>' },
  { name: 'font-size-one-pixel', body: '<p style="font-size:1px">§</p>' },
  { name: 'font-size-em', head: '<style>.t{font-size:.05em}</style>', body: '<div class="t"><p>§</p></div>' },
  { name: 'font-shorthand', body: '<p style="font:0/0 a">§</p>' },
  { name: 'off-screen-absolute', body: '<div style="position:absolute;left:-9999px">§</div>' },
  { name: 'off-screen-top', body: '<div style="position:fixed;top:-2000px">§</div>' },
  { name: 'text-indent', body: '<p style="text-indent:-9999px;overflow:hidden">§</p>' },
  { name: 'clip-path', body: '<p style="clip-path:inset(100%)">§</p>' },
  { name: 'clip-rect', body: '<p style="position:absolute;clip:rect(0,0,0,0)">§</p>' },
  { name: 'height-zero', body: '<div style="height:0;overflow:hidden">§</div>' },
  { name: 'max-height-zero', body: '<div style="max-height:0;overflow:hidden"><p>§</p></div>' },
  { name: 'width-zero', body: '<div style="width:0;height:1em;overflow:hidden;white-space:nowrap">§</div>' },
  { name: 'scale-zero', body: '<p style="transform:scale(0)">§</p>' },
  { name: 'translate-away', body: '<p style="transform:translateX(-10000px)">§</p>' },
  { name: 'filter-opacity', body: '<p style="filter:opacity(0)">§</p>' },
  { name: 'content-visibility', body: '<div style="content-visibility:hidden">§</div>' },
  { name: 'hidden-attribute', body: '<section hidden><p>§</p></section>' },
  { name: 'hidden-until-found', body: '<div hidden="until-found">§</div>' },
  { name: 'template', body: '<template><p>§</p></template>' },
  { name: 'noscript', body: '<noscript>§</noscript>' },
  { name: 'comment', body: '<!-- § -->' },
  { name: 'conditional-comment', body: '<!--[if mso]><p>§</p><![endif]-->' },
  { name: 'title-attribute', body: '<p title="§">Our fees</p>', visible: ['Our fees'] },
  { name: 'alt-text', body: '<img src="quay.png" alt="§">' },
  { name: 'aria-label', body: '<button aria-label="§">Next</button>', visible: ['Next'] },
  { name: 'data-attribute', body: '<p data-note="§">Delivery times</p>', visible: ['Delivery times'] },
  { name: 'meta-description', head: '<meta name="description" content="§">', body: '' },
  {
    name: 'json-ld',
    head: '<script type="application/ld+json">{"@type":"Thing","description":"§"}</script>',
    body: '',
  },
  { name: 'srcdoc', body: '<iframe srcdoc="<p>§</p>" style="display:none"></iframe>' },
  {
    name: 'svg-desc',
    body: '<svg width="40" height="20"><desc>§</desc><text x="2" y="14">Map</text></svg>',
    visible: ['Map'],
  },
  {
    name: 'svg-defs',
    body: '<svg width="40" height="20"><defs><text id="t">§</text></defs><text x="2" y="14">Plan</text></svg>',
    visible: ['Plan'],
  },
  { name: 'closed-dialog', body: '<dialog><p>§</p></dialog>' },
  {
    name: 'input-hidden',
    body: '<form><input type="hidden" name="n" value="§"><input type="text" value="Your parcel number"></form>',
    visible: ['Your parcel number'],
  },
  { name: 'details-without-summary', body: '<details style="height:0;overflow:hidden"><summary></summary>§</details>' },
  { name: 'letter-by-letter', body: '<p>§§</p>' },
  { name: 'datalist', body: '<datalist><option>§</option></datalist>' },
  { name: 'object-fallback', body: '<video><p>§</p></video>' },
  {
    name: 'cover-by-generated-box',
    head: '<style>.slip{position:relative}.slip::after{content:"";position:absolute;inset:0;background:#fff}</style>',
    body: '<div class="slip"><p>§</p></div>',
  },
  {
    name: 'cover-by-generated-box-of-child',
    head: '<style>.slip{position:relative}.slip i:before{content:"";position:absolute;top:0;left:0;width:100%;height:100%;background:#fff;z-index:1}</style>',
    body: '<div class="slip"><p style="position:relative">§</p><i></i></div>',
  },
];

const INNOCENT: readonly Trick[] = [
  {
    name: 'screen-reader-only',
    head: '<style>.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0}</style>',
    body: '<a href="#main" class="sr-only">Skip to content</a><p>Opening hours</p>',
    visible: ['Opening hours'],
  },
  {
    name: 'modal',
    head: '<style>.modal{display:none}.modal.open{display:block}</style>',
    body: '<div class="modal" role="dialog"><h2>Log in</h2><p>Enter your parcel number.</p><button>Close</button></div><p>Track a parcel</p>',
    visible: ['Track a parcel'],
  },
  {
    name: 'white-on-dark-banner',
    head: '<style>header{background:#0a2540;color:#fff;padding:2em}</style>',
    body: '<header><h2>Summer hours from June</h2></header>',
    visible: ['Summer hours from June'],
  },
  {
    name: 'dark-page',
    head: '<style>body{background:#111;color:#eee}</style>',
    body: '<p>Night deliveries end at eleven.</p>',
    visible: ['Night deliveries end at eleven.'],
  },
  {
    name: 'gradient-text',
    head: '<style>.g{background:linear-gradient(90deg,#06c,#0a7);-webkit-background-clip:text;background-clip:text;color:transparent}</style>',
    body: '<h2 class="g">Ten years on the quay</h2>',
    visible: ['Ten years on the quay'],
  },
  {
    name: 'white-on-photo',
    head: '<style>.hero{background-image:url(harbour.jpg);color:#fff}</style>',
    body: '<div class="hero"><p>Welcome to the harbour</p></div>',
    visible: ['Welcome to the harbour'],
  },
  {
    name: 'fade-in',
    head: '<style>@keyframes in{from{opacity:0}to{opacity:1}}.f{opacity:0;animation:in 1s forwards}</style>',
    body: '<p class="f">New: parcel lockers at the station.</p>',
    visible: ['New: parcel lockers at the station.'],
  },
  {
    name: 'labelled-details',
    body: '<details><summary>How long do you keep parcels?</summary><p>Ten days, then they go back.</p></details>',
    visible: ['How long do you keep parcels?', 'Ten days, then they go back.'],
  },
  {
    name: 'small-negative-offset',
    body: '<span style="position:relative;top:-2px;left:-1px">Badge 7</span>',
    visible: ['Badge 7'],
  },
  {
    name: 'scroll-box',
    body: '<div style="height:40px;overflow:auto"><p>First line of the terms.</p><p>Last line of the terms.</p></div>',
    visible: ['First line of the terms.', 'Last line of the terms.'],
  },
  {
    name: 'shown-again',
    body: '<div style="visibility:hidden"><p style="visibility:visible">Customs form CN 22</p></div>',
    visible: ['Customs form CN 22'],
  },
  {
    name: 'superscript',
    body: '<p>10 m<sup style="font-size:60%">2</sup> of storage<small style="font-size:9px"> for members</small></p>',
    visible: ['of storage for members'],
  },
  {
    name: 'soft-hyphens-and-entities',
    body: '<p>Caf&eacute; &amp; Bar&nbsp;&ndash; Donau&shy;dampf&shy;schiff</p>',
    visible: ['Café & Bar'],
  },
  {
    name: 'white-table-header',
    head: '<style>th{background:#333;color:#fff}</style>',
    body: '<table><tr><th>Zone</th><th>Price</th></tr><tr><td>North</td><td>4.90</td></tr></table>',
    visible: ['Zone', 'Price', 'North', '4.90'],
  },
  {
    name: 'form-fields',
    body: '<form><label>Name <input value="Mara Erfunden"></label><input type="submit" value="Send form"><input type="hidden" name="csrf" value="9f8a7c6b5d4e"></form>',
    visible: ['Name', 'Send form'],
  },
  {
    name: 'dropdown-menu',
    head: '<style>nav ul ul{display:none}nav li:hover>ul{display:block}</style>',
    body: '<nav><ul><li>Services<ul><li>Storage</li><li>Insurance</li></ul></li></ul></nav>',
    visible: ['Services'],
  },
  {
    name: 'build-comments',
    body: '<!-- start: footer v2.3 --><p>Footer of the desk</p><!-- end: footer -->',
    visible: ['Footer of the desk'],
  },
  {
    name: 'image-with-caption',
    body: '<figure><img src="crane.jpg" alt="A crane lifts a container"><figcaption>The new crane at berth four</figcaption></figure>',
    visible: ['The new crane at berth four'],
  },
  {
    name: 'code-that-shows-tricks',
    body: '<p>How to hide text:</p><pre><code>&lt;p style="display:none"&gt;secret&lt;/p&gt;</code></pre>',
    visible: ['<p style="display:none">secret</p>'],
  },
  { name: 'pale-watermark', body: '<p style="color:#d9d9d9">DRAFT</p>', visible: ['DRAFT'] },
  {
    name: 'svg-text',
    body: '<svg width="200" height="40"><text x="10" y="20" fill="#036">Berth plan 2027</text></svg>',
    visible: ['Berth plan 2027'],
  },
  {
    name: 'tabs',
    head: '<style>.tab[aria-hidden=true]{display:none}</style>',
    body: '<div class="tab">Prices for letters</div><div class="tab" aria-hidden="true">Prices for pallets</div>',
    visible: ['Prices for letters'],
  },
  {
    name: 'persian-page',
    body: '<p dir="rtl" lang="fa">می\u200cخواهم بسته را پس بفرستم.</p>',
    visible: ['می\u200cخواهم بسته را پس بفرستم.'],
  },
  {
    name: 'noscript-notice',
    body: '<noscript>Please enable JavaScript to use this site.</noscript><p>Parcel tracking</p>',
    visible: ['Parcel tracking'],
  },
  {
    name: 'icon-font',
    head: '<style>@font-face{font-family:Icons;src:url(icons.woff2)}.i{font-family:Icons}</style>',
    body: '<p><span class="i" aria-hidden="true">\uE001</span> Telephone 040 555 01</p>',
    visible: ['Telephone 040 555 01'],
  },
  {
    name: 'print-colours',
    head: '<style>@media print{body{color:#fff}}</style>',
    body: '<p>Print this page for your files.</p>',
    visible: ['Print this page for your files.'],
  },
  {
    name: 'generated-backgrounds',
    head: `<style>
.card{position:relative}.card::before{content:"";position:absolute;inset:0;background:#eef}.card>*{position:relative}
.button{position:relative;z-index:0}.button::before{content:"";position:absolute;inset:0;background:#cde;z-index:-1}
.grows{position:relative}.grows::after{content:"";position:absolute;inset:0;background:#024;transform:scaleX(0)}.grows:hover::after{transform:none}
.whole{position:relative}.whole a::after{content:"";position:absolute;inset:0}
</style>`,
    body: '<div class="card"><p>Large parcels go to the side door.</p></div><a class="button">Find a parcel</a><p class="grows">Ask at the desk.</p><div class="whole"><a href="#fees">Fees and hours</a></div>',
    visible: ['Large parcels go to the side door.', 'Find a parcel', 'Ask at the desk.', 'Fees and hours'],
  },
];

function page({ head = '', body }: Trick, hidden: string): string {
  const letters = [...hidden].map((c) => `<span style="font-size:0">${c}</span>`).join('');
  const filled = (html: string) => html.replace('§§', letters).replace('§', hidden);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Parcel desk</title>${filled(head)}</head>
<body><h1>${SEEN[0]}</h1>
<p>${SEEN[1]}</p>
${filled(body)}
<p>${SEEN[2]}</p>
</body></html>
`;
}

export function htmlFiles(): readonly MadeFile[] {
  return [
    ...ATTACKS.map((trick, i): MadeFile => {
      const hidden = payload(i);
      return {
        file: `html/attack-${trick.name}.html`,
        ...{ kind: 'attack', technique: trick.name, madeBy: 'script' },
        visible: [...SEEN, ...(trick.visible ?? [])],
        hidden: [hidden],
        bytes: page(trick, hidden),
      };
    }),
    ...INNOCENT.map(
      (trick): MadeFile => ({
        file: `html/innocent-${trick.name}.html`,
        ...{ kind: 'innocent', technique: trick.name, madeBy: 'script' },
        visible: [...SEEN, ...(trick.visible ?? [])],
        hidden: [],
        bytes: page(trick, ''),
      }),
    ),
  ];
}
