import { describe, expect, it } from 'vitest'
import { register } from '../1-intake/register.ts'
import { link } from './channel-rules.ts'

describe('a link', () => {
  it('leads to the web and nowhere else', () => {
    expect(link().safeParse('https://forum.example/t/77#5').success).toBe(true)
    for (const other of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://x',
      'https://x y',
      'https://x"onclick',
      '//x',
    ])
      expect(link().safeParse(other).success).toBe(false)
  })

  it('is the only thing a post is known by', () => {
    const { post } = register.input.shape
    expect(post.safeParse('javascript:1').success).toBe(false)
  })
})
