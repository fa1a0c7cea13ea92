import { Button, Input, Space } from 'antd'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly onBlur?: () => void
}

/** Letters and digits that cannot be mistaken for each other when read aloud. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password somebody else will type once: drawn, shown, and changed by its owner at the first sign-in. */
export function PasswordToGive({ id, value, onChange, onBlur }: Props) {
  const { t } = useTranslation()
  const draw = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    const drawn = Array.from(bytes, (byte) => signs[byte % signs.length]).join('')
    onChange?.(drawn.replace(/(.{4})(?=.)/g, '$1-'))
  }
  return (
    <Space.Compact block>
      <Input
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange?.(event.target.value)}
        onBlur={onBlur}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <Button onClick={draw}>{t('admin.draw')}</Button>
    </Space.Compact>
  )
}
