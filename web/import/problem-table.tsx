import { useTranslation } from 'react-i18next'
import type { ImportCheck } from '../../api/imports.ts'

/** Rows that cannot be taken, each with its field, its value and the reason. */
export function ProblemTable({ problems }: { problems: ImportCheck['problems'] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('imports.first', { count: problems.length })}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it */}
      <section className="import-problems" aria-label={t('imports.first', { count: problems.length })} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('imports.row')}</th>
              <th scope="col">{t('imports.means')}</th>
              <th scope="col">{t('imports.value')}</th>
              <th scope="col">{t('imports.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, field, value, reason }) => (
              <tr key={`${row} ${field} ${reason}`}>
                <td className="figures">{row}</td>
                <td>{field}</td>
                <td className="import-sample">{value}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
