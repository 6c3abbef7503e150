/** Pages that hide nothing, or what ordinary pages hide, by means that also hide. */
import type { PageTrick } from './trick.ts';

export const PAGE_INNOCENTS: readonly PageTrick[] = [
  {
    name: 'graph-with-origin-below',
    body: '<svg width="200pt" height="1500pt" viewBox="0 0 200 1500"><g transform="scale(1 1) rotate(0) translate(4 1496)"><polygon fill="white" points="-4,4 -4,-1496 196,-1496 196,4 -4,4"/><text text-anchor="middle" x="60" y="-1400">Pier office</text></g></svg>',
    visible: ['Pier office'],
  },
  {
    name: 'menu-from-the-side',
    body: '<nav style="position:fixed;width:0;height:100%;overflow-x:hidden;transition:.5s"><ul><li>» <a href="/a">Timetable of the whole year</a></ul></nav>',
  },
  {
    name: 'placeholder-grey',
    body: '<p style="color:#999">Write the name of the ship here.</p>',
    visible: ['Write the name of the ship here.'],
  },
  {
    name: 'struck-price',
    body: '<p>Ticket <del>30 euros</del> <ins>24 euros</ins> <s style="color:#888">was 28</s></p>',
    visible: ['30 euros', '24 euros', 'was 28'],
  },
  {
    name: 'small-print',
    body: '<p style="font-size:8px;color:#777">Prices without tax. Errors excepted.</p>',
    visible: ['Prices without tax. Errors excepted.'],
  },
  {
    name: 'last-display-wins',
    body: '<p style="display:none;display:block">Shown by the second word.</p>',
    visible: ['Shown by the second word.'],
  },
  {
    name: 'invalid-value',
    body: '<p style="display:nonee;opacity:zero;color:whit">Bad style sheets hide nothing.</p>',
    visible: ['Bad style sheets hide nothing.'],
  },
  {
    name: 'unmatched-media',
    head: '<style>@media (max-width:200px){.x{display:none}}@media print{.x{visibility:hidden}}</style>',
    body: '<p class="x">Seen on a desk.</p>',
    visible: ['Seen on a desk.'],
  },
  {
    name: 'unsupported-supports',
    head: '<style>@supports (display:unheard-of){.x{display:none}}</style>',
    body: '<p class="x">Browsers see this.</p>',
    visible: ['Browsers see this.'],
  },
  {
    name: 'dark-scheme-only',
    head: '<style>.x{color:#111}@media (prefers-color-scheme:dark){.x{color:#fff}body{background:#000}}</style>',
    body: '<p class="x">Day and night.</p>',
    visible: ['Day and night.'],
  },
  {
    name: 'shadow-letters',
    body: '<h2 style="color:transparent;text-shadow:0 0 0 #024">Letters made of shadow</h2>',
    visible: ['Letters made of shadow'],
  },
  {
    name: 'outlined-letters',
    body: '<h2 style="color:#fff;-webkit-text-stroke:1px #000">Outlined heading</h2>',
    visible: ['Outlined heading'],
  },
  {
    name: 'image-behind',
    head: '<style>.hero{background:#123 url(pier.jpg) center/cover;color:#fff}</style>',
    body: '<div class="hero"><h2>Night ferries</h2></div>',
    visible: ['Night ferries'],
  },
  {
    name: 'photo-without-colour',
    head: '<style>.hero{background-image:url(pier.jpg);color:#fff;padding:4em}</style>',
    body: '<div class="hero"><h2>Come aboard</h2></div>',
    visible: ['Come aboard'],
  },
  {
    name: 'white-on-positioned-panel',
    body: '<div style="position:relative;height:80px"><div style="position:absolute;inset:0;background:#103050"></div><p style="position:relative;color:#fff;margin:0">Text over a panel</p></div>',
    visible: ['Text over a panel'],
  },
  {
    name: 'white-over-picture-element',
    body: '<div style="position:relative"><img src="pier.jpg" width="600" height="200" alt="The pier"><div style="position:absolute;left:20px;bottom:20px;color:#fff">Caption over the pier</div></div>',
    visible: ['Caption over the pier'],
  },
  {
    name: 'overlay-gradient',
    body: '<div style="background:linear-gradient(rgba(0,0,0,.7),rgba(0,0,0,.7)),url(x.jpg);color:white"><p>White on a darkened photo</p></div>',
    visible: ['White on a darkened photo'],
  },
  {
    name: 'skip-link',
    head: '<style>.skip{position:absolute;left:-9999px}.skip:focus{left:0}</style>',
    body: '<a class="skip" href="#main">Skip to content</a><main id="main">The content</main>',
    visible: ['The content'],
  },
  {
    name: 'carousel',
    head: '<style>.car{overflow:hidden;width:600px}.item{display:none}.item.active{display:block}</style>',
    body: '<div class="car"><div class="item active">First slide: spring fares</div><div class="item">Second slide: summer fares</div></div>',
    visible: ['First slide: spring fares'],
  },
  {
    name: 'collapse-menu',
    head: '<style>.collapse:not(.show){display:none}.nav{display:flex}</style>',
    body: '<nav class="nav"><a href="/">Home</a><a href="/b">Berths</a></nav><div class="collapse">Open the menu to see more of our berths and quays.</div>',
    visible: ['Home', 'Berths'],
  },
  {
    name: 'cookie-banner-hidden',
    body: '<div id="cookie" hidden><p>We use cookies to make this page work. Accept all or choose.</p><button>Accept</button></div>',
  },
  {
    name: 'loading-spinner',
    body: '<div role="status" class="spinner"><span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap">Loading...</span></div>',
  },
  {
    name: 'line-clamp',
    body: '<p style="display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden">A short teaser of two lines at most.</p>',
    visible: ['A short teaser of two lines at most.'],
  },
  {
    name: 'ellipsis',
    body: '<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:600px">A label that fits</p>',
    visible: ['A label that fits'],
  },
  {
    name: 'sticky-header',
    body: '<header style="position:sticky;top:0;background:#003366;color:#fff;z-index:10">Harbour office</header>',
    visible: ['Harbour office'],
  },
  {
    name: 'centred-by-transform',
    body: '<div style="position:relative;height:100px"><p style="position:absolute;left:50%;top:50%;transform:translate(-50%,-50%)">Centred sentence</p></div>',
    visible: ['Centred sentence'],
  },
  {
    name: 'inset-negative-margin',
    body: '<div style="margin:0 -15px;padding:0 15px"><p>Row of a grid</p></div>',
    visible: ['Row of a grid'],
  },
  {
    name: 'vertical-text',
    body: '<p style="writing-mode:vertical-rl">縦書きの文章です</p>',
    visible: ['縦書きの文章です'],
  },
  {
    name: 'rotated-label',
    body: '<p style="transform:rotate(-90deg);display:inline-block">Side label</p>',
    visible: ['Side label'],
  },
  {
    name: 'small-caps-and-drop-cap',
    head: '<style>p.d::first-letter{font-size:3em;float:left}</style>',
    body: '<p class="d">Once there was a harbour.</p>',
    visible: ['Once there was a harbour.'],
  },
  {
    name: 'zero-font-parent',
    body: '<div style="font-size:0"><span style="font-size:16px">Inline block one</span> <span style="font-size:16px">Inline block two</span></div>',
    visible: ['Inline block one', 'Inline block two'],
  },
  { name: 'opacity-half', body: '<p style="opacity:.5">Half strong text</p>', visible: ['Half strong text'] },
  {
    name: 'scroll-reveal',
    head: '<style>.reveal{opacity:0;transition:opacity .4s}.js .reveal.on{opacity:1}.reveal.on{opacity:1}</style>',
    body: '<section class="reveal on">Revealed section</section>',
    visible: ['Revealed section'],
  },
  { name: 'ruby', body: '<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ行く</p>', visible: ['へ行く'] },
  {
    name: 'bidi-mix',
    body: '<p dir="rtl">הרציף פתוח עד 18:30, טלפון <bdi>040-555</bdi></p><p dir="rtl" lang="ar">يفتح الرصيف الساعة 9</p>',
    visible: ['הרציף פתוח עד 18:30', 'يفتح الرصيف الساعة 9'],
  },
  {
    name: 'many-languages',
    body: '<p lang="el">Το λιμάνι ανοίγει στις εννέα.</p><p lang="ru">Порт открывается в девять.</p><p lang="hi">बंदरगाह नौ बजे खुलता है। क्‍ष</p><p lang="th">ท่าเรือเปิดเวลาเก้าโมง</p><p lang="ko">항구는 아홉 시에 엽니다.</p><p lang="vi">Cảng mở cửa lúc chín giờ.</p><p lang="zh">港口九点开放。</p><p lang="ja">港は九時に開きます。</p>',
    visible: [
      'Το λιμάνι ανοίγει στις εννέα.',
      'Порт открывается в девять.',
      'बंदरगाह नौ बजे खुलता है। क्‍ष',
      'ท่าเรือเปิดเวลาเก้าโมง',
      '항구는 아홉 시에 엽니다.',
      'Cảng mở cửa lúc chín giờ.',
      '港口九点开放。',
      '港は九時に開きます。',
    ],
  },
  {
    name: 'mathml',
    body: '<math><mi>a</mi><mo>=</mo><mi>b</mi><mo>&InvisibleTimes;</mo><mi>c</mi></math><p>is the rule.</p>',
    visible: ['is the rule.'],
  },
  {
    name: 'selects-and-options',
    body: '<label>Berth <select><option>North</option><option>South</option></select></label><p>Choose one.</p>',
    visible: ['Choose one.'],
  },
  {
    name: 'clearfix-and-generated',
    head: '<style>.c::after{content:"";display:table;clear:both;visibility:hidden}.c{zoom:1}</style>',
    body: '<div class="c"><p>Floating things</p></div>',
    visible: ['Floating things'],
  },
  {
    name: 'white-in-dark-card-by-variable',
    head: '<style>:root{--bg:#1d2733;--fg:#fff}.card{background-color:var(--bg);color:var(--fg)}</style>',
    body: '<div class="card"><p>Variable card</p></div>',
    visible: ['Variable card'],
  },
  {
    name: 'hover-tooltip',
    head: '<style>.tip span{visibility:hidden;position:absolute}.tip:hover span{visibility:visible}</style>',
    body: '<p class="tip">Tonnage<span>weight of goods</span></p>',
    visible: ['Tonnage'],
  },
  {
    name: 'height-zero-visible-overflow',
    body: '<div style="height:0"><p>Floats out of its box</p></div><p>&nbsp;</p>',
    visible: ['Floats out of its box'],
  },
  {
    name: 'accordion-open',
    body: '<details open><summary>When do you open?</summary><p>At nine every day.</p></details>',
    visible: ['When do you open?', 'At nine every day.'],
  },
  {
    name: 'negative-z-decoration',
    body: '<div style="position:relative;z-index:1"><div style="position:absolute;z-index:-1;inset:0;background:#204060"></div><p style="color:#fff">Card on a decoration</p></div>',
    visible: ['Card on a decoration'],
  },
];
