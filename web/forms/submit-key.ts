import type { FormInstance } from 'antd'
import type { KeyboardEvent } from 'react'

/** Ctrl+Enter (⌘+Enter) sends the form from any field of it. */
export function submitsOn(form: Pick<FormInstance, 'submit'>) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.submit()
  }
}
