using System.Text;
using Weir.Engine.Syntax;
using Weir.Tests.House;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Engine.Syntax;

/// <summary>What a statement becomes, as text: the pairs stand in <c>rewrites.golden.sql</c>, which people read.</summary>
[Trait("Requirement", "R061")]
[Trait("Requirement", "R115")]
[Trait("Requirement", "R135")]
[Trait("Requirement", "R150")]
[Trait("Requirement", "R152")]
public sealed class StatementRewriterTests
{
    private const string Golden = "test/Weir.Tests/Engine/Syntax/rewrites.golden.sql";
    private const string Arrow = "\n=>\n";

    private static readonly FunctionResolver Functions = new(PluginCatalog.Of([new SamplePlugin()]));

    [Fact]
    public void Every_statement_becomes_what_the_golden_file_says()
    {
        using EngineFixture engine = new();
        StringBuilder generated = new();
        string[] cases = Repository.Read(Golden).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(cases.Length > 20);
        foreach (string entry in cases)
        {
            string given = entry.TrimEnd('\n').Split(Arrow)[0];
            string sql = string.Join('\n', given.Split('\n').SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal)));
            generated.Append(given).Append(Arrow).Append(Rewrite(engine, sql)).Append("\n\n");
        }
        Repository.MustMatch(Golden, generated.ToString().TrimEnd('\n') + "\n");
    }

    [Fact]
    public void A_rewritten_statement_is_its_own_rewriting()
    {
        using EngineFixture engine = new();
        foreach (string entry in Repository.Read(Golden).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string text = entry.TrimEnd('\n').Split(Arrow)[1];
            if (text.Contains("weir_scan_", StringComparison.Ordinal))
                continue;
            // The engine's parser writes list(x ORDER BY x), which windows come to, in a form of its own.
            if (!text.StartsWith('!') && !text.Contains("weir_rows_", StringComparison.Ordinal))
                Assert.Equal(text, Rewrite(engine, text));
        }
    }

    private static string Text(ProviderScan scan) =>
        $"\n-- {scan.Name} of {scan.Table}: " + string.Join(", ", scan.Filters.Select(filter => $"{filter.Column} {filter.Operator} {filter.ValuesSql}".TrimEnd()))
        + (scan.LimitRows is { } rows ? $" limit {rows}" : "");

    private static string Rewrite(EngineFixture engine, string sql)
    {
        try
        {
            RewrittenStatement statement = StatementRewriter.Rewrite(
                engine.Connection, sql, Functions, name => name.StartsWith("prov", StringComparison.OrdinalIgnoreCase), CancellationToken.None);
            return string.Concat([statement.Sql, .. statement.Scans.Select(Text)]);
        }
        catch (WeirException refusal) when (refusal.Code.StartsWith("WEIR32", StringComparison.Ordinal))
        {
            return $"! {refusal.Code}: {refusal.Message}";
        }
    }
}
