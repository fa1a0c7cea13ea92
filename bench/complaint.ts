const sentences =
  '本人于上月在贵处办理业务，工作人员承诺三个工作日内答复，至今没有任何回音。多次致电热线，每次都要求重新说明情况，始终无人负责到底。'

/** A complaint of 600 Chinese characters with every sealed field filled, as an agent sends it. @param unit where it is registered */
export function complaint(unit: string) {
  return {
    channel: 'phone',
    unit,
    name: '张晓明',
    phone: '13812348000',
    email: 'zhang.xiaoming@example.com',
    address: '北京市海淀区中关村大街一号院二号楼三单元四层',
    title: '承诺三个工作日答复，至今没有回音',
    content: sentences.repeat(Math.ceil(600 / sentences.length)).slice(0, 600),
    request: '请说明原因，书面答复，并退还已经收取的费用。',
    product: '家庭宽带安装服务',
    place: '中关村营业厅二号窗口',
    respondent: '营业厅值班经理',
  }
}
