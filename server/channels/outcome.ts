/** What became of a message: it is sent, may be sent later, or never will be. `outcome` is a code of the other side, or a word of ours. */
export type Outcome = { readonly kind: 'sent' | 'later' | 'never'; readonly outcome: string }
