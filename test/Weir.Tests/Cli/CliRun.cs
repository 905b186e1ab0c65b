using System.Text;
using Weir.Cli;

namespace Weir.Tests.Cli;

/// <summary>One run of the command in this process, with streams of its own.</summary>
internal sealed record CliRun(int Exit, byte[] Bytes, string Error)
{
    /// <summary>Standard output as text; a byte order mark stays visible.</summary>
    public string Output => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);

    public static Task<CliRun> Of(params string[] arguments) => Of(new CliWorld(), arguments);

    public static async Task<CliRun> Of(CliWorld world, params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        using StopSignals signals = new();
        world.OnStart(signals);
        int exit;
        using (Terminal terminal = new()
        {
            Output = world.WrapOutput(output),
            Error = TextWriter.Synchronized(error),
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(world.Input)),
            OutputIsTerminal = world.Screen is not null,
            ErrorIsTerminal = world.Screen is not null,
            Width = world.Screen ?? 120,
            Variable = name => world.Variables.GetValueOrDefault(name),
        })
        {
            exit = await Application.RunAsync(arguments, terminal, signals);
        }
        return new CliRun(exit, output.ToArray(), error.ToString());
    }
}

/// <summary>What surrounds a <see cref="CliRun"/>.</summary>
internal sealed record CliWorld
{
    public string Input { get; init; } = "";

    /// <summary>Columns of the screen that both outputs are; null when they are redirected.</summary>
    public int? Screen { get; init; }

    public Dictionary<string, string> Variables { get; init; } = [];

    public Func<Stream, Stream> WrapOutput { get; init; } = static stream => stream;

    public Action<StopSignals> OnStart { get; init; } = static _ => { };
}
