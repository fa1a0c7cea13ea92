import type { Sensitive } from './sensitive-kinds.ts'

/** Words behind which people name themselves or whom to ask for. */
const cue =
  /(?:我的?(?:名字)?叫做?|名字(?:叫做?|是|为)|本人(?:姓名|名叫|叫)?|姓名|名叫|联系人|投诉人|反映人|举报人|申请人|求助人|来信人|留言人|户主|身份证(?:姓名|名字))[ :：是为]{0,3}/g
/** Family names that most people bear; compound ones first. */
const surname =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝])/
/** Family names that are small words as well: behind a bare 本人 they mean the word. */
const alsoWord =
  /^(?:于|曾|方|成|时|向|应|和|同|连|全|解|关|任|安|包|管|查|路|房|车|金|石|单|项|简|明|文|高|白|万|易|严|温|康|宁|华|费|冷|师|商|边|游|农|季|阳|古|司|古|段|江|龙|马|牛|毛|叶|黄|田|雷|谷|米|麻|兰|蓝)/
/** What no given name goes on with. */
const ending = /[是的在系住电于来自今现反向因与和也已有为家家要想说去曾从即手]/
const hanzi = /^[\u4e00-\u9fff]/

/** Names behind the words by which people name themselves; a family name and one or two letters. */
export function namesIn(text: string): Sensitive[] {
  return Array.from(text.matchAll(cue)).flatMap(({ 0: words, index }) => {
    const start = index + words.length
    const length = nameLength(text.slice(start, start + 6), words === '本人')
    return length > 0 ? [{ kind: 'name' as const, start, end: start + length }] : []
  })
}

/** How many letters of the beginning are a name; 0 where it is none. */
function nameLength(text: string, bare: boolean): number {
  const family = surname.exec(text)?.[0]
  if (!family || (bare && alsoWord.test(text))) return 0
  const [first = '', second = '', after = ''] = text.slice(family.length)
  if (!hanzi.test(first) || ending.test(first)) return 0
  const length = family.length + (hanzi.test(second) && !ending.test(second) ? 2 : 1)
  const next = length === family.length + 1 ? second : after
  return bare && hanzi.test(next) && !ending.test(next) ? 0 : length
}
