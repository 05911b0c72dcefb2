#!/usr/bin/env node
import '../scripts/ready.js'

await import('../dist/cli.js')
