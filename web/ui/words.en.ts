import codes from '../../words/en/codes.json' with { type: 'json' }
import commands from '../../words/en/commands.json' with { type: 'json' }
import facts from '../../words/en/facts.json' with { type: 'json' }
import fields from '../../words/en/fields.json' with { type: 'json' }
import screens from '../../words/en/screens.json' with { type: 'json' }
import time from '../../words/en/time.json' with { type: 'json' }

export const words = { codes, commands, facts, fields, screens, time }
