using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Examples;

/// <summary>The sample service as a process of its own, on a free port, until the tests of a class are done.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "xUnit calls DisposeAsync.")]
public sealed partial class LakeServiceProcess : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public HttpClient Client { get; private set; } = null!;

    public string Folder => _folder.Path;

    /// <summary>Open files, sockets among them.</summary>
    public int Handles => Directory.GetFiles($"/proc/{_process!.Id}/fd").Length;

    public int Threads => int.Parse(Status("Threads"), CultureInfo.InvariantCulture);

    /// <summary>Memory of the process, managed and native, in MiB.</summary>
    public long ResidentMiB => long.Parse(Status("VmRSS"), CultureInfo.InvariantCulture) >> 10;

    /// <summary>Files in the folders in which the process may leave some.</summary>
    public int TemporaryFiles => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length;

    public async Task InitializeAsync()
    {
        string program = Path.Combine(
            Repository.Folder, "examples/lake-service/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/lake-service.dll");
        ProcessStartInfo start = new("dotnet", ["exec", program, "--urls", "http://127.0.0.1:0", "--Lake:Folder", _folder["lake"]])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(_folder["tmp"]).FullName;
        start.Environment["WEIR_STATE_PATH"] = _folder["state"];
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Patience);
        string address = await AddressAsync(_process.StandardOutput, limit.Token);
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<string> AddressAsync(StreamReader output, CancellationToken cancellation)
    {
        while (await output.ReadLineAsync(cancellation) is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                _ = output.ReadToEndAsync(CancellationToken.None); // so that the process never waits for somebody to read
                return found.Groups[1].Value;
            }
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }

    private string Status(string name) =>
        File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
