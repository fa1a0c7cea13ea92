import type { ReactNode } from 'react'
import type { PortalPage } from '../../api/portal.ts'
import { ChoiceField, type FormOf, LineField, TextField } from './field.tsx'
import { useReading } from './reading.ts'
import { fill } from './words.ts'

type Units = Extract<PortalPage, { page: 'file' }>['units']

export function HappenedStep({ form, children }: { form: FormOf; children: ReactNode }) {
  const { w } = useReading()
  return (
    <Step n={1} title={w.file.step1}>
      <TextField
        form={form}
        name="content"
        label={w.file.content}
        hint={w.file.contentHint}
        rows={9}
        limit={10_000}
        required
      />
      <LineField form={form} name="title" label={w.file.titleField} hint={w.file.titleHint} limit={120} />
      {children}
    </Step>
  )
}

export function WhereStep({ form, units, today }: { form: FormOf; units: Units; today: string }) {
  const { w } = useReading()
  return (
    <Step n={2} title={w.file.step2}>
      <div className="pair">
        <LineField
          form={form}
          name="happenedOn"
          label={w.file.happenedOn}
          type="date"
          max={today}
          check="day"
          width="half"
        />
        <LineField form={form} name="happenedTime" label={w.file.happenedTime} type="time" width="half" />
      </div>
      <LineField form={form} name="place" label={w.file.place} hint={w.file.placeHint} limit={200} />
      {units.length > 1 && <UnitChoice form={form} units={units} />}
      <LineField form={form} name="product" label={w.file.product} hint={w.file.productHint} limit={120} />
      <LineField form={form} name="respondent" label={w.file.respondent} hint={w.file.respondentHint} limit={120} />
    </Step>
  )
}

/** The root of the tree is not offered by its name: it takes what nobody could place. */
function UnitChoice({ form, units }: { form: FormOf; units: Units }) {
  const { w } = useReading()
  const [root, ...below] = units
  return (
    <ChoiceField form={form} name="unit" label={w.file.unit} hint={w.file.unitHint}>
      <option value={root?.depth === 0 ? root.id : ''}>{w.file.unitUnknown}</option>
      {below.map(({ id, name, depth }) => (
        <option key={id} value={id}>
          {'　'.repeat(depth - 1) + name}
        </option>
      ))}
    </ChoiceField>
  )
}

export function WantedStep({ form }: { form: FormOf }) {
  const { w } = useReading()
  return (
    <Step n={3} title={w.file.step3}>
      <TextField form={form} name="request" label={w.file.request} hint={w.file.requestHint} rows={4} limit={2000} />
      <LineField
        form={form}
        name="amount"
        label={w.file.amount}
        hint={w.file.amountHint}
        inputMode="decimal"
        check="amount"
        width="short"
      />
    </Step>
  )
}

const kinds = ['individual', 'business', 'government', 'institution', 'group'] as const

export function ContactStep({ form }: { form: FormOf }) {
  const { w } = useReading()
  return (
    <Step n={4} title={w.file.step4}>
      <p className="aside">{w.file.contactNote}</p>
      <LineField form={form} name="phone" label={w.file.phone} type="tel" complete="tel" check="phone" limit={32} />
      <LineField
        form={form}
        name="email"
        label={w.file.email}
        type="email"
        complete="email"
        check="email"
        limit={120}
      />
      <LineField form={form} name="name" label={w.file.name} hint={w.file.nameHint} complete="name" limit={80} />
      <ChoiceField form={form} name="complainantKind" label={w.file.complainantKind}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {w.kinds[kind]}
          </option>
        ))}
      </ChoiceField>
      <p className="hint">{w.file.privacyNote}</p>
    </Step>
  )
}

function Step({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  const { w } = useReading()
  return (
    <section className="step" aria-labelledby={`step-${n}`} data-step={n}>
      <p className="progress">{fill(w.file.progress, { n, all: 4 })}</p>
      <h2 id={`step-${n}`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  )
}
