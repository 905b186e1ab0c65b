using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Weir.Cli.Commands;

/// <summary><c>weir --version</c>: the version, and the commit it was built from when the build knew it.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"weir {Text(typeof(VersionLine).Assembly)}");
        return ExitCode.Done;
    }

    /// <summary>The version of an assembly, for example <c>0.1.0 (1a2b3c4d)</c>.</summary>
    public static string Text(Assembly assembly)
    {
        string[] parts = (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString() ?? "unknown").Split('+');
        return parts is [string version, string commit, ..] ? $"{version} ({commit[..Math.Min(8, commit.Length)]})" : parts[0];
    }
}
