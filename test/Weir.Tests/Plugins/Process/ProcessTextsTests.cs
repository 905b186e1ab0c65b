using System.Text;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Process;
using Weir.Tests.Plugins.Abi;
using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Process;

/// <summary>
/// Texts of a child come into the engine's strings of 16 bytes, in whose place a function of the host's own process
/// may write short ones; the room in the shared memory is another.
/// </summary>
[Trait("Requirement", "R049")]
public sealed class ProcessTextsTests : IClassFixture<ProcessTextsTests.Child>
{
    private readonly ProcessPlugin _plugin;
    private readonly Lake _lake;

    public ProcessTextsTests(Child child) => (_plugin, _lake) = (child.Plugin, child.Lake);

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(2049)]
    public unsafe void Texts_of_every_length_come_into_the_engines_strings(int rows)
    {
        string?[] texts = [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? null : new string((char)('a' + (row % 26)), row % 20))];
        using EngineColumns arguments = new([ArrowType.Utf8], [[.. texts.Select(text => text is null ? null : (object)Encoding.UTF8.GetBytes(text))]]);
        EngineTexts written = new(rows);
        fixed (byte* data = written.Strings)
        fixed (ulong* validity = written.Validity)
        {
            ResultNode node = new() { Data = data, Validity = validity, Length = rows, ValueBytes = 16, Layout = ColumnLayout.Texts, IsText = true };
            PluginScalarCall call = new(arguments.Nodes, arguments.Types, new ColumnResult(&node, written, ArrowType.Utf8), null, null, null, default);
            _plugin.Scalars[0].Invoke(ref call);
            Assert.Equal(ColumnLayout.Texts, node.Layout);
        }
        Assert.Equal(texts, Enumerable.Range(0, rows).Select(written.Text));
    }

    [Theory]
    [InlineData("'Ada'")]
    [InlineData("''")]
    [InlineData("'twelve bytes'")]
    [InlineData("'thirteen byte'")]
    [InlineData("NULL::VARCHAR")]
    [InlineData("repeat('x', (range % 30)::INTEGER)")]
    [InlineData("CASE WHEN range % 3 = 0 THEN NULL ELSE range::VARCHAR END")]
    [InlineData("range::VARCHAR::BLOB")]
    [InlineData("repeat('y', (range % 30)::INTEGER)::BLOB")]
    [InlineData("[range::VARCHAR, 'a longer text than that', NULL]")]
    [InlineData("range % 2 = 0")]
    [InlineData("INTERVAL (range) HOUR")]
    [InlineData("DATE '2020-01-01' + range::INTEGER")]
    public void Values_come_through_the_child_into_the_engine_as_they_were(string value)
    {
        const string Rows = "range(3000) AS t(range)";
        Assert.Equal(
            _lake.Rows($"SELECT count(*), typeof(any_value(v)), md5(string_agg(coalesce(v::VARCHAR, '-'), '|' ORDER BY range)) FROM (SELECT range, {value} AS v FROM {Rows})"),
            _lake.Rows($"SELECT count(*), typeof(any_value(v)), md5(string_agg(coalesce(v::VARCHAR, '-'), '|' ORDER BY range)) FROM (SELECT range, echo({value}) AS v FROM {Rows})"));
        Assert.Equal(
            _lake.Rows($"SELECT md5(string_agg(coalesce(v::VARCHAR, '-'), '|' ORDER BY range)) FROM (SELECT 2999 - range AS range, {value} AS v FROM {Rows})"),
            _lake.Rows($"SELECT md5(string_agg(coalesce(v::VARCHAR, '-'), '|' ORDER BY range)) FROM (SELECT range, backwards({value}) OVER (ORDER BY range) AS v FROM {Rows})"));
    }

    [Theory]
    [InlineData("range::VARCHAR")]
    [InlineData("repeat('x', (range % 30)::INTEGER)")]
    [InlineData("CASE WHEN range % 3 = 0 THEN NULL ELSE range::VARCHAR END")]
    public void Texts_within_structs_and_lists_come_through_the_child(string text) =>
        Assert.Equal(["3000|3000"], _lake.Rows(
            $$"""
            SELECT count(*), count(*) FILTER (WHERE nest(t) IS NOT DISTINCT FROM CASE WHEN t IS NOT NULL THEN
                {'text': t, 'pair': {'x': t, 'y': t::BLOB}, 'list': [t, t], 'pairs': [{'x': t, 'y': t::BLOB}, {'x': t, 'y': t::BLOB}]} END)
            FROM (SELECT {{text}} AS t FROM range(3000) AS r(range))
            """));

    /// <summary>Strings as the engine has them, with a guard behind them.</summary>
    private sealed unsafe class EngineTexts : ResultSink
    {
        private const byte Guard = 0xA5;

        private readonly int _rows;
        private readonly Dictionary<int, byte[]> _long = [];

        public EngineTexts(int rows)
        {
            _rows = rows;
            Strings = new byte[(rows + 4) * 16];
            Strings.AsSpan(rows * 16).Fill(Guard);
            Validity = new ulong[(rows + 63) / 64];
            Validity.AsSpan().Fill(ulong.MaxValue);
        }

        public byte[] Strings { get; }

        public ulong[] Validity { get; }

        public string? Text(int row)
        {
            Assert.Equal(-1, Strings.AsSpan(_rows * 16).IndexOfAnyExcept(Guard));
            if ((Validity[row >> 6] & (1UL << (row & 63))) == 0)
                return null;
            return Encoding.UTF8.GetString(_long.TryGetValue(row, out byte[]? bytes)
                ? bytes
                : Strings.AsSpan((row * 16) + 4, BitConverter.ToInt32(Strings, row * 16)));
        }

        public override void MakeValidity(ResultNode* node) => throw new InvalidOperationException("There are words already.");

        public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => _long[row] = bytes.ToArray();

        public override int AppendList(ResultNode* node, int row, int length) => throw new InvalidOperationException("There are no lists.");
    }

    public sealed class Child : IDisposable
    {
        internal ProcessPlugin Plugin { get; } = Children.Start<EchoPlugin>();

        internal Lake Lake { get; } = new(options => options.EmbeddedPlugins.Add(Children.Start<EchoPlugin>()));

        public void Dispose()
        {
            Lake.Dispose();
            Plugin.Dispose();
        }
    }
}
