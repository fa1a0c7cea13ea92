import { expect, it } from 'vitest'
import { safeHtml } from './safe-html.ts'

const pictures = new Map([['logo@x', 'data:image/jpeg;base64,AAAA']])
const schemes = [
  'http://evil.example/x',
  'http:evil.example/x',
  '//evil.example',
  '\\\\evil.example',
  '/api/session',
  '../api/x',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:image/svg+xml,<svg onload=x>',
  'file:///etc/passwd',
  'cid:other',
  'cid:../../api',
  ' cid :logo@x',
  'HTTPS://evil.example',
  'ht\ttp://evil.example',
  '&#106;avascript:x',
]
const carriers = schemes.flatMap((url) => [
  `<img src="${url}">`,
  `<img srcset="${url} 1x">`,
  `<a href="${url}">x</a>`,
  `<body background="${url}">`,
  `<table background='${url}'><td background=${url}>`,
  `<link rel=stylesheet href="${url}">`,
  `<meta http-equiv=refresh content="0;url=${url}">`,
  `<base href="${url}">`,
  `<form action="${url}"><button>`,
  `<iframe src="${url}">`,
  `<svg><image href="${url}"/></svg>`,
  `<math><a xlink:href="${url}">`,
  `<style>@import "${url}";</style>`,
  `<p style="background:url(${url})">`,
  `<video poster="${url}">`,
  `<object data="${url}">`,
  `<noscript><p title="</noscript><img src='${url}' onerror=x>">`,
  `<textarea></textarea><img src="${url}" onerror=x>`,
  `<xmp><img src="${url}"></xmp>`,
  `<!--><img src="${url}">-->`,
])

it('nothing that is shown of a mail has an address but the pictures that came with it', () => {
  for (const one of carriers) {
    const safe = safeHtml(one, pictures)
    const tags = safe.match(/<[^>]*>/g) ?? []
    for (const tag of tags)
      expect(tag).toMatch(
        /^<\/?[a-z0-9]+>$|^<a title="(?:https?:|mailto:)[^"<>]*">$|^<img src="data:image\/jpeg;base64,AAAA" alt="[^"<>]*">$/,
      )
    expect(safe.replace(/ title="[^"]*"/g, '')).not.toMatch(/onerror=|onload=(?![^<]*$)/)
  }
  expect(
    safeHtml('<img src="cid:logo@x" alt="a&quot;b"><img src="cid:logo%40x">', pictures).match(/<img /g),
  ).toHaveLength(2)
})

it('what people wrote stays', () => {
  const html =
    '<h1>一</h1><p>二 &lt;b&gt; <b>三<i>四</b></p><table><tr><td colspan=2 onclick=x>五</table><script>x</script>'
  expect(safeHtml(html, pictures)).toBe(
    '<h1>一</h1><p>二 &lt;b&gt; <b>三<i>四</i></b></p><table><tr><td colspan="2">五</td></tr></table>',
  )
})
