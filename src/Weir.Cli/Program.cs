using Weir.Cli;

using StopSignals signals = StopSignals.Listen();
using Terminal terminal = SystemTerminal.Open();
if (terminal.ErrorIsTerminal)
    signals.Leaving = () => terminal.Error.Write("\e[?25h");
return await Application.RunAsync(args, terminal, signals);
