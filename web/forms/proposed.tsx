import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Proposal, Proposals } from '../../api/understanding.ts'
import { sayNo } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { proposalsQueryOf } from '../api/queries.ts'
import { useSurroundings } from './form-context.ts'

/** What is proposed for the case of the form; nothing before there is a case, or where the form has no use for it. */
export function useProposals(isWanted = true): Proposals | undefined {
  const { view } = useSurroundings()
  return useQuery({ ...proposalsQueryOf(view?.row.id ?? ''), enabled: isWanted && view !== undefined }).data
}

type OneProps = {
  readonly of: Proposal | null | undefined
  /** What is chosen already: it need not be taken. */
  readonly picked?: string | undefined
  readonly nameOf: (value: string) => string
  /** Left out where it is only told. */
  readonly take?: (picked: string) => void
}

/** What is proposed with its reason; the next ones, to be taken as quickly; and the word that it is wrong. */
export function OneProposal({ of, picked, nameOf, take }: OneProps) {
  const { t } = useTranslation()
  if (!of) return null
  return (
    <div className="proposed small">
      <span className="muted">{t('proposed.label')}</span>
      {of.values.map(({ value, confidence }, at) =>
        take ? (
          <Button
            key={value}
            size="small"
            type={at === 0 ? 'default' : 'text'}
            disabled={picked === value}
            onClick={() => take(value)}
            aria-label={
              confidence === null
                ? t('proposed.takeRuled', { value: nameOf(value) })
                : t('proposed.take', { value: nameOf(value), percent: percent(confidence) })
            }
          >
            {nameOf(value)} <Sure confidence={confidence} />
          </Button>
        ) : (
          <span key={value} className={at === 0 ? '' : 'muted'}>
            {nameOf(value)} <Sure confidence={confidence} />
          </span>
        ),
      )}
      <No of={of} nameOf={nameOf} />
      <Reason of={of} />
    </div>
  )
}

const percent = (confidence: number) => Math.round(confidence * 100)

function Sure({ confidence }: { confidence: number | null }) {
  return confidence === null ? null : <span className="figures muted">{percent(confidence)} %</span>
}

/** By which rule, or by which words and how many complaints. */
function Reason({ of: { by, clause, because, texts, values } }: { of: Proposal }) {
  const { t } = useTranslation()
  const words = because.map((one) => t('proposed.word', { word: one })).join(t('time:comma'))
  const told = [
    by === 'rule' && (clause === null ? t('proposed.byRule') : t('proposed.byClause', { clause })),
    by === 'name' && t('proposed.byName'),
    because.length > 0 && t('proposed.because', { words }),
    texts > 0 && values.some(({ confidence }) => confidence !== null) && t('proposed.learned', { count: texts }),
  ]
  return <span className="muted proposed-because">{told.filter(Boolean).join(' · ')}</span>
}

/** Says that the first value is wrong: it is not proposed for this case again. */
function No({ of: { subject, values }, nameOf }: Pick<OneProps, 'nameOf'> & { of: Proposal }) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const client = useQueryClient()
  const id = view?.row.id ?? ''
  const value = values[0]?.value ?? ''
  const say = useMutation({
    mutationFn: () => sayNo(id, { subject, value }),
    onSuccess: () => client.invalidateQueries({ queryKey: proposalsQueryOf(id).queryKey }),
  })
  if (!view) return null
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={say.isPending}
        onClick={() => say.mutate()}
        aria-label={t('proposed.isWrong', { value: nameOf(value) })}
      >
        {t('proposed.no')}
      </Button>
      {say.error && <span role="alert">{refusalIn(say.error).sentence}</span>}
    </>
  )
}
