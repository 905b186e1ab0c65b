using Weir.Tests.Sessions;
using Xunit.Abstractions;

namespace Weir.Tests.Plugins.Sample;

/// <summary>Aggregates and windows of a plugin give in every form of SQL what the engine's own of the same meaning give.</summary>
[Trait("Requirement", "R061")]
[Trait("Requirement", "R116")]
public sealed class AggregateSweepTests(ITestOutputHelper output)
{
    // More rows than a vector of the engine has, too.
    [Theory]
    [InlineData(SamplePackaging.InMemory, 20_260_401, 160, 70)]
    [InlineData(SamplePackaging.InMemory, 101, 40, 2_500)]
    [InlineData(SamplePackaging.C, 2, 50, 70)]
    [InlineData(SamplePackaging.ManagedInChild, 3, 25, 70)]
    public void Every_form_gives_what_the_engines_own_function_gives(SamplePackaging packaging, int seed, int statements, int rows)
    {
        output.WriteLine($"seed {seed}");
        AggregateSweep sweep = new(seed);
        using WeirRuntime runtime = WeirRuntime.Open(SampleRuntimes.Options(packaging));
        using Session session = runtime.NewSession();
        session.RegisterView("t", AggregateSweep.Table(rows));
        int answered = 0;
        for (int i = 0; i < statements; i++)
        {
            (string plugin, string engine) = sweep.Next();
            string[]? expected = Rows(session, engine, out _);
            string[]? given = Rows(session, plugin, out string refusal);
            Assert.True((expected is null) == (given is null), $"seed {seed}, statement {i}: {refusal}\n{plugin}");
            if (expected is null)
                continue;
            Assert.True(expected.SequenceEqual(given!), $"seed {seed}, statement {i}: other rows\n{plugin}");
            answered++;
        }
        Assert.True(answered > statements * 3 / 4, $"only {answered} of {statements} statements are SQL");
    }

    // Null when the statement is refused.
    private static string[]? Rows(Session session, string sql, out string refusal)
    {
        refusal = "the engine refused its own";
        try
        {
            return [.. Lake.Rows(session, sql).Order(StringComparer.Ordinal)];
        }
        catch (WeirException e)
        {
            refusal = $"{e.Code}: {e.Message}";
            return null;
        }
    }
}
