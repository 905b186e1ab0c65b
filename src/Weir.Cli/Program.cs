using Weir.Cli;

using StopSignals signals = StopSignals.Listen();
using Terminal terminal = SystemTerminal.Open();
return await Application.RunAsync(args, terminal, signals);
