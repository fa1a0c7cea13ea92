import {
  ApartmentOutlined,
  ApiOutlined,
  BookOutlined,
  CalendarOutlined,
  DesktopOutlined,
  FormOutlined,
  ImportOutlined,
  InboxOutlined,
  PhoneOutlined,
  RadarChartOutlined,
  TeamOutlined,
  ToolOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { workbenchQuery } from '../api/queries.ts'
import { useMay } from '../ui/office.ts'

/** The ways to go; only those that this person has. */
export function Menu() {
  const { t } = useTranslation()
  const mayRegister = useMay('may-register')
  const mayImport = useMay('may-import')
  const mayOrganise = useMay('may-administer-organisation')
  const mayAppoint = useMay('may-administer-people')
  return (
    <nav className="menu" aria-label={t('shell.menu')}>
      <Way to="/" icon={<DesktopOutlined />} words={t('menu.workbench')} count={<Overdue />} />
      <Way to="/cases" icon={<UnorderedListOutlined />} words={t('menu.cases')} />
      {mayRegister && <Way to="/register" icon={<FormOutlined />} words={t('menu.register')} />}
      {mayRegister && <Way to="/hotline" icon={<PhoneOutlined />} words={t('menu.hotline')} />}
      {mayRegister && <Way to="/inbox" icon={<InboxOutlined />} words={t('menu.inbox')} />}
      {mayImport && <Way to="/imports" icon={<ImportOutlined />} words={t('menu.imports')} />}
      <Way to="/radar" icon={<RadarChartOutlined />} words={t('menu.radar')} />
      <Way to="/rectifications" icon={<ToolOutlined />} words={t('menu.rectifications')} />
      <Way to="/packs" icon={<BookOutlined />} words={t('menu.packs')} />
      {(mayOrganise || mayAppoint) && <p className="menu-group">{t('menu.administration')}</p>}
      {mayOrganise && <Way to="/organisation" icon={<ApartmentOutlined />} words={t('menu.organisation')} />}
      {mayOrganise && <Way to="/calendars" icon={<CalendarOutlined />} words={t('menu.calendars')} />}
      {mayOrganise && <Way to="/integrations" icon={<ApiOutlined />} words={t('menu.integrations')} />}
      {mayAppoint && <Way to="/people" icon={<TeamOutlined />} words={t('menu.people')} />}
    </nav>
  )
}

type WayProps = {
  to:
    | '/'
    | '/cases'
    | '/register'
    | '/hotline'
    | '/inbox'
    | '/imports'
    | '/radar'
    | '/rectifications'
    | '/packs'
    | '/organisation'
    | '/calendars'
    | '/integrations'
    | '/people'
  icon: ReactNode
  words: string
  count?: ReactNode
}

function Way({ to, icon, words, count }: WayProps) {
  return (
    <Link
      to={to}
      className="way"
      activeProps={{ className: 'way-here' }}
      activeOptions={{ exact: to === '/', includeSearch: false }}
    >
      {icon}
      <span>{words}</span>
      {count}
    </Link>
  )
}

function Overdue() {
  const { t } = useTranslation()
  const { data } = useQuery(workbenchQuery)
  const count = data?.tiles.find((one) => one.tile === 'overdue')?.count ?? 0
  return count > 0 ? (
    <span className="way-count" title={t('menu.overdue', { count })}>
      {count}
    </span>
  ) : null
}
