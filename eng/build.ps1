#!/usr/bin/env pwsh
# From a fresh clone to green tests: checks what must be on the machine, builds everything, bundled plugins
# included, and runs the fast tests. Arguments go to "dotnet test".
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

function Need($Program, $Hint) {
    if (-not (Get-Command $Program -ErrorAction SilentlyContinue)) {
        [Console]::Error.WriteLine("'$Program' is missing: $Hint")
        exit 1
    }
}
Need dotnet 'install the .NET SDK that global.json names'
Need npm 'install Node 20 or later; it restores the engine library'
Need gcc 'install gcc; the tests compile C plugins'

dotnet build Weir.slnx
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet test --no-build @args
exit $LASTEXITCODE
