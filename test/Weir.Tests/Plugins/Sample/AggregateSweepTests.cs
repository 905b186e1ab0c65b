using Weir.Tests.Sessions;
using Xunit.Abstractions;

namespace Weir.Tests.Plugins.Sample;

/// <summary>Aggregates and windows of a plugin give in every form of SQL what the engine's own of the same meaning give.</summary>
[Trait("Requirement", "R061")]
[Trait("Requirement", "R116")]
public sealed class AggregateSweepTests(ITestOutputHelper output)
{
    private const int Statements = 300;

    [Theory]
    [InlineData(20_260_401)]
    public void Every_form_gives_what_the_engines_own_function_gives(int seed)
    {
        output.WriteLine($"seed {seed}");
        AggregateSweep sweep = new(seed);
        using Lake lake = new(options => options.EmbeddedPlugins.Add(new SamplePlugin()));
        lake.Session.RegisterView("t", AggregateSweep.Table);
        int answered = 0;
        for (int i = 0; i < Statements; i++)
        {
            (string plugin, string engine) = sweep.Next();
            string[]? expected = Rows(lake, engine, out _);
            string[]? given = Rows(lake, plugin, out string refusal);
            Assert.True((expected is null) == (given is null), $"seed {seed}, statement {i}: {refusal}\n{plugin}");
            if (expected is null)
                continue;
            Assert.True(expected.SequenceEqual(given!), $"seed {seed}, statement {i}: other rows\n{plugin}");
            answered++;
        }
        Assert.True(answered > Statements * 3 / 4, $"only {answered} of {Statements} statements are SQL");
    }

    // Null when the statement is refused.
    private static string[]? Rows(Lake lake, string sql, out string refusal)
    {
        refusal = "the engine refused its own";
        try
        {
            return [.. lake.Rows(sql).Order(StringComparer.Ordinal)];
        }
        catch (WeirException e)
        {
            refusal = $"{e.Code}: {e.Message}";
            return null;
        }
    }
}
