import type { FormRule } from 'antd'

/** One of several boxes has to be ticked; said by a rule of its own, since a group of boxes cannot be called required. */
export function atLeastOne(message: string): FormRule {
  return {
    validator: (_, chosen?: readonly string[]) =>
      chosen && chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(message)),
  }
}
