import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeOrganisation } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'

export type Change = { readonly name: string; readonly input: Readonly<Record<string, unknown>> }

/** Runs a command on the organisation, says what came of it, and has everything fetched again that names people or units. */
export function useChange(done?: () => void) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, input }: Change) => changeOrganisation(name, input),
    onSuccess: async (_, { name }) => {
      void message.success(t(`admin.done.${name}`))
      await Promise.all(
        ['organisation', 'catalogue', 'me', 'packs'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
      done?.()
    },
    onError: (error) => void message.error(refusalIn(error).sentence),
  })
}
