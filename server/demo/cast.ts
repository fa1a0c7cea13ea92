/** The demo organisation: plainly invented, and shaped like one that would use the product. */
export const demoName = '回音示范机构'
export const demoPacks = ['bank', 'enterprise']

/** Name, kind, name of the unit above; the ones without stand under the root. */
export const demoUnits: readonly (readonly [name: string, kind: string, above?: string])[] = [
  ['示范市分行', 'company'],
  ['城东片区', 'area', '示范市分行'],
  ['东湖支行', 'unit', '城东片区'],
  ['高新支行', 'unit', '城东片区'],
  ['城西片区', 'area', '示范市分行'],
  ['老城支行', 'unit', '城西片区'],
  ['大学城支行', 'unit', '城西片区'],
  ['信用卡中心', 'department', '示范市分行'],
]

export type Demonstrator = {
  readonly name: string
  readonly login: string
  readonly post: string
  /** Left out for the root. */
  readonly unit?: string
}

const branch = '示范市分行'

/** One person for each post, two where the work is shared. The first one sets the house up. */
export const demoPeople: readonly [Demonstrator, ...Demonstrator[]] = [
  { name: '赵敏', login: 'zhaomin', post: 'security-administrator' },
  { name: '钱进', login: 'qianjin', post: 'system-administrator' },
  { name: '孙正', login: 'sunzheng', post: 'audit-administrator' },
  { name: '李晓彤', login: 'lixiaotong', post: 'agent', unit: branch },
  { name: '周楠', login: 'zhounan', post: 'agent', unit: branch },
  { name: '吴倩', login: 'wuqian', post: 'specialist', unit: branch },
  { name: '郑凯', login: 'zhengkai', post: 'specialist', unit: branch },
  { name: '王建华', login: 'wangjianhua', post: 'supervisor', unit: branch },
  { name: '冯岚', login: 'fenglan', post: 'director' },
  { name: '陈立', login: 'chenli', post: 'area-manager', unit: '城东片区' },
  { name: '褚宁', login: 'chuning', post: 'area-manager', unit: '城西片区' },
  { name: '卫东升', login: 'weidongsheng', post: 'unit-head', unit: '东湖支行' },
  { name: '蒋雪', login: 'jiangxue', post: 'unit-head', unit: '高新支行' },
  { name: '沈涛', login: 'shentao', post: 'unit-head', unit: '老城支行' },
  { name: '韩梅', login: 'hanmei', post: 'unit-head', unit: '大学城支行' },
  { name: '何平', login: 'heping', post: 'unit-head', unit: '信用卡中心' },
  { name: '杨帆', login: 'yangfan', post: 'quality', unit: branch },
  { name: '许静', login: 'xujing', post: 'human-resources' },
  { name: '朱明远', login: 'zhumingyuan', post: 'auditor' },
]
