using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Process;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Process;

/// <summary>What <see cref="WildPlugin"/> can be told to do, as its first argument.</summary>
internal enum Deed
{
    GiveProcessId,
    Segfault,
    Abort,
    Exit,
    OverflowStack,
    HangForEver,
    HangUntilAsked,
    Print,
    Throw,
    Scribble,
    PrintWithoutEnd,
}

/// <summary>Runs in a child process only: ends it in every way that there is.</summary>
internal sealed unsafe partial class WildPlugin : Plugin
{
    private Action<PluginLogLevel, string> _log = (_, _) => { };

    public override PluginDescription Description { get; } = new("wild", "1.0.0") { BuildId = "test", Features = ["wild"], ConfigurationSchemaJson = "{}" };

    public override IReadOnlyList<PluginScalar> Scalars => [new Doing(this)];

    public override IReadOnlyList<PluginAggregate> Aggregates { get; } = [new SampleSum()];

    public override IReadOnlyList<PluginTableProvider> TableProviders { get; } = [new Endless()];

    protected override void OnConfigure(PluginContext context)
    {
        if (context.ConfigurationJson.Contains("refuse", StringComparison.Ordinal))
            throw new ArgumentException("'refuse' is no setting");
        _log = context.Log;
    }

    protected override void OnReset() => _log = (_, _) => { };

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "strlen")]
    private static partial nint TextLength(nint text);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);

    private static int Deeper(int depth) => depth < 0 ? 0 : Deeper(depth + 1) + Deeper(depth + 2);

    // Overwrites what the host is told, again and again, on a thread that outlives the call.
    private static void Scribble(PluginCallControl control)
    {
        byte* start = (byte*)control.Flag - Marshal.OffsetOf<ChannelHeader>(nameof(ChannelHeader.Cancel)).ToInt64();
        new Thread(() =>
        {
            ulong z = 1;
            for (long i = 0; ; i++)
            {
                z = (z * 6364136223846793005) + 1442695040888963407;
                ((ulong*)start)[(i * 7) % 1024] = (z & 3) == 0 ? z >> 32 : z >> 44;
            }
        }) { IsBackground = true }.Start();
    }

    private void Do(Deed deed, PluginCallControl control)
    {
        switch (deed)
        {
            case Deed.Segfault: _ = TextLength(16); break;
            case Deed.Abort: Abort(); break;
            case Deed.Exit: Exit(7); break;
            case Deed.OverflowStack: Deeper(0); break;
            case Deed.HangForEver:
                while (true)
                    Thread.SpinWait(100);
            case Deed.HangUntilAsked:
                while (!control.IsCancellationRequested)
                    Thread.SpinWait(100);
                control.ThrowIfCancellationRequested();
                break;
            case Deed.Print:
                Console.WriteLine("noise on stdout");
                Console.Error.WriteLine("noise on stderr");
                _log(PluginLogLevel.Warning, "a word of the plugin\nin two lines");
                break;
            case Deed.PrintWithoutEnd:
                for (int i = 0; i < 20_000; i++)
                    Console.WriteLine(new string('x', 200));
                break;
            case Deed.Throw:
                throw new ArgumentException("times is negative");
            case Deed.Scribble:
                Scribble(control);
                break;
        }
    }

    private sealed class Doing(WildPlugin plugin) : PluginScalar("wild_do", [new("deed", ArrowType.Int64), new("b", ArrowType.Int64)])
    {
        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => argumentTypes.Count == 2
            ? new("", ArrowType.Int64)
            : throw new WeirException("WEIR3160", "two arguments are wanted") { Details = new Dictionary<string, string> { ["function"] = "wild_do" } };

        public override object? Bind(PluginBinding binding) => Environment.ProcessId;

        public override object? NewState(object? bound) => bound;

        public override void Invoke(ref PluginScalarCall batch)
        {
            plugin.Do((Deed)batch.Argument(0).Values<long>()[0], batch.Control);
            if (batch.Bound is int process && (process != Environment.ProcessId || batch.State is not int))
                throw new InvalidOperationException("The call was bound in another process.");
            batch.Result.Values<long>().Fill(Environment.ProcessId);
        }
    }

    private sealed class Endless() : PluginTableProvider("wild_rows")
    {
        public override PluginTable Open(string optionsJson) => new EndlessTable();
    }

    private sealed class EndlessTable : PluginTable
    {
        public override Schema Schema { get; } = new(new Field("pid", ArrowType.Int64));

        public override string SnapshotId => "endless";

        public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken) =>
            RecordBatchReader.From(Schema, Batches(request.LimitRows == 1, cancellationToken));

        private IEnumerable<RecordBatch> Batches(bool waits, CancellationToken cancellationToken)
        {
            while (true)
            {
                using RecordBatchWriter writer = new(Schema);
                for (int i = 0; i < 1_000; i++)
                    writer.Column<FixedWriter<long>>(0).Append(Environment.ProcessId);
                yield return writer.Finish();
                if (!waits)
                    continue;
                cancellationToken.WaitHandle.WaitOne();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
