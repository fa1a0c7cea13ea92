import codes from '../../words/zh-CN/codes.json' with { type: 'json' }
import commands from '../../words/zh-CN/commands.json' with { type: 'json' }
import facts from '../../words/zh-CN/facts.json' with { type: 'json' }
import fields from '../../words/zh-CN/fields.json' with { type: 'json' }
import screens from '../../words/zh-CN/screens.json' with { type: 'json' }
import time from '../../words/zh-CN/time.json' with { type: 'json' }

export const words = { codes, commands, facts, fields, screens, time }
