/** Words by which services send codes and links to whoever signs up with an address. */
const words =
  /验证码|驗證碼|校验码|动态密码|一次性密码|确认(?:您的)?(?:邮箱|账[户号]|注册)|激活(?:您的)?(?:账[户号]|邮箱)|重置(?:您的)?密码|verification code|security code|one[- ]time (?:code|password|pass ?code)|verify your (?:e-?mail|account|address|identity)|confirm your (?:e-?mail|account|address|registration|subscription)|activate your account|reset your password|sign[- ]?in link|magic link|log ?in code/i

/**
 * Whether a text brings what proves that somebody reads this mailbox: a code or a link of a service. It must never reach
 * whoever opened a case, since anybody may sign up elsewhere with the address of the house.
 */
export function bringsCode(text: string): boolean {
  const beginning = text.slice(0, 20_000)
  return (
    words.test(beginning) &&
    (/https?:\/\/\S/i.test(beginning) || /(?<!\d)\d{4,8}(?!\d)|\b[A-Z0-9]{3}-[A-Z0-9]{3}\b/.test(beginning))
  )
}
