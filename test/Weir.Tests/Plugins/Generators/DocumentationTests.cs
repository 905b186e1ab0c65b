using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Comments of the code in the manifest.</summary>
public sealed class DocumentationTests
{
    private const string Source = """"
        [assembly: WeirPlugin("demo")]
        internal static class F
        {
            /// <summary>
            /// Adds <paramref name="firstOne"/> and <c>b</c>, if <c>a &lt; b</c>. See <see cref="Other"/>.
            /// <para>Quotes "stay", and 50% of \ too.</para>
            /// </summary>
            /// <param name="firstOne">The one;
            /// it is long.</param>
            /// <param name="b">The other.</param>
            /// <returns>The sum.</returns>
            /// <example>
            /// <code>
            /// SELECT add_up(1, 2)
            ///   AS "sum"
            /// </code>
            /// <code>SELECT add_up(3)</code>
            /// </example>
            /// <remarks>Unlike <c>+</c>.</remarks>
            /// <seealso cref="Other"/>
            /// <seealso>sum</seealso>
            [ScalarFunction("add_up", Section = "Numbers", Tags = new[] { "math" }, Related = new[] { "avg" })]
            public static long Add(long firstOne, long b = 5) => firstOne + b;

            /// <summary>Any number.</summary>
            /// <param name="rest">All of them.</param>
            [ScalarFunction("other_one", Volatile = true, SeesNulls = true)]
            public static double Other(Arguments<long> rest) => rest.Count;

            [return: Decimal(10, 2)]
            [ScalarFunction(Summary = "Given by the attribute.")]
            public static decimal Given([Decimal(10, 2)] decimal amount) => amount;
        }

        /// <summary>The largest.</summary>
        [AggregateFunction("largest")]
        public struct Largest
        {
            private long _value;
            /// <param name="value">A number.</param>
            public void Add(long value) => _value = Math.Max(_value, value);
            public void Merge(in Largest other) => Add(other._value);
            public long Finish() => _value;
        }
        """";

    [Fact]
    public void Summary_arguments_examples_and_remarks_are_in_the_manifest()
    {
        FunctionDocumentation text = Read("add_up");
        Assert.Equal("Adds `first_one` and `b`, if `a < b`. See Other.\n\nQuotes \"stay\", and 50% of \\ too.", text.Description);
        Assert.Equal(
            [("first_one", "BIGINT", null, "The one; it is long."), ("b", "BIGINT", "5", "The other.")],
            text.Arguments.Select(argument => (argument.Name, argument.Type, argument.Default, argument.Description)));
        Assert.Equal(["SELECT add_up(1, 2)\n  AS \"sum\"", "SELECT add_up(3)"], text.Examples);
        Assert.Equal(("BIGINT", "The sum.", "Unlike `+`.", "Numbers", "immutable", false), (text.Result, text.ResultDescription, text.Remarks, text.Section, text.Volatility, text.SeesNulls));
        Assert.Equal(["other_one", "sum", "avg"], text.Related);
        Assert.Equal(["math"], text.Tags);
    }

    [Fact]
    public void Further_arguments_aggregates_and_bare_functions_are_told_as_well()
    {
        FunctionDocumentation other = Read("other_one");
        ArgumentDocumentation rest = Assert.Single(other.Arguments);
        Assert.Equal(("rest", "BIGINT", true, "All of them."), (rest.Name, rest.Type, rest.Further, rest.Description));
        Assert.Equal(("volatile", true, "DOUBLE"), (other.Volatility, other.SeesNulls, other.Result));
        Assert.Equal("A number.", Assert.Single(Read("largest").Arguments).Description);
        FunctionDocumentation given = Read("given");
        Assert.Equal(("Given by the attribute.", "DECIMAL(10,2)", "DECIMAL(10,2)"), (given.Description, given.Result, given.Arguments[0].Type));
    }

    [Fact]
    public void The_line_for_the_build_is_the_manifest_without_its_last_brace()
    {
        string file = GeneratorRun.Of(Source).File("Manifest.g.cs");
        string line = file.Split('\n').Single(text => text.StartsWith("// weir-manifest: ", StringComparison.Ordinal))["// weir-manifest: ".Length..].TrimEnd('\r');
        Assert.DoesNotMatch("[*?@$();'\\\\]", line);
        string json = Uri.UnescapeDataString(line) + "}";
        Assert.Contains(json, file, StringComparison.Ordinal);
        Assert.Equal("demo", PluginJson.ReadManifest(json).Name);
    }

    [Fact]
    public void The_first_sentence_is_the_summary_of_the_function() =>
        Assert.Contains("Summary = \"Adds `first_one` and `b`, if `a < b`.\"", GeneratorRun.Of(Source).File("Scalar_add_up.g.cs"), StringComparison.Ordinal);

    private static FunctionDocumentation Read(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Source);
        Assert.Empty(run.Diagnostics);
        string json = run.File("Manifest.g.cs").Split('\n').Single(line => line.StartsWith('{'));
        return Assert.IsType<FunctionDocumentation>(PluginJson.ReadManifest(json).Functions.Single(function => function.Name == name).Documentation);
    }
}
