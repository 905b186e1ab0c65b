using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weir.Generators;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Every diagnostic, and the place that it points at: what stands between the two bars.</summary>
public sealed class DiagnosticTests
{
    private const string Plugin = "[assembly: WeirPlugin(\"demo\")]\n";

    [Theory]
    [InlineData("WEIRG001", "static class F { [ScalarFunction] public static int |One|() => 1; }")]
    [InlineData("WEIRG002", "[assembly: |WeirPlugin(\"Demo-1\")|]")]
    [InlineData("WEIRG003", "[assembly: |WeirPlugin(\"demo\", \"1.2\")|]")]
    public void A_fault_of_the_plugin_is_found(string id, string marked) => MustFind(id, marked);

    [Theory]
    [InlineData("WEIRG004", "[ScalarFunction(\"my-add\")] public static int |Add|(int a) => a;")]
    [InlineData("WEIRG004", "[ScalarFunction(Aliases = new[] { \"1a\" })] public static int |Add|(int a) => a;")]
    [InlineData("WEIRG005", "[ScalarFunction(\"f\")] public static int A(int a) => a; [ScalarFunction(\"f\")] public static int |B|(int a) => a;")]
    [InlineData("WEIRG005", "[ScalarFunction(\"f\")] public static int A(int a) => a; [ScalarFunction(\"g\", Aliases = new[] { \"f\" })] public static int |B|(int a) => a;")]
    [InlineData("WEIRG006", "[ScalarFunction] private static int |Add|(int a) => a;")]
    [InlineData("WEIRG007", "[ScalarFunction] public static T |Add|<T>(T a) => a;")]
    [InlineData("WEIRG008", "[ScalarFunction] public static int Add(int a, Uri |b|) => a;")]
    [InlineData("WEIRG008", "[ScalarFunction] public static int Add(int a, char |b|) => a;")]
    [InlineData("WEIRG008", "[ScalarFunction] public static int Add(int a, [Of<Uri>] ColumnView |b|) => a;")]
    [InlineData("WEIRG008", "[WindowFunction] public static int Add(Utf8Writer |w|) => 1;")]
    [InlineData("WEIRG009", "[ScalarFunction] public static Uri |Add|(int a) => new(\"x:y\");")]
    [InlineData("WEIRG009", "[TableFunction] public static int |Rows|(int a) => a;")]
    [InlineData("WEIRG010", "[ScalarFunction] public static void |Add|(int a) { }")]
    [InlineData("WEIRG010", "[ScalarFunction] public static int |Add|(int a, Utf8Writer output) => a;")]
    [InlineData("WEIRG010", "[WindowFunction] public static void |Add|([Of<int>] ColumnView a) { }")]
    [InlineData("WEIRG010", "[WindowFunction] public static int |Add|(int a) => a;")]
    [InlineData("WEIRG011", "[ScalarFunction] public static int Add(decimal |a|) => 1;")]
    [InlineData("WEIRG011", "[ScalarFunction] public static int Add([Decimal(29, 2)] decimal |a|) => 1;")]
    [InlineData("WEIRG011", "[ScalarFunction] public static Int128 |Add|(int a) => a;")]
    [InlineData("WEIRG012", "[ScalarFunction] public static int Add([Default(1)] int a, int |b|) => a;")]
    [InlineData("WEIRG013", "[ScalarFunction] public static int Add([Default(\"x\")] int |a|) => a;")]
    [InlineData("WEIRG013", "[ScalarFunction] public static int Add([Default(300)] byte |a|) => a;")]
    [InlineData("WEIRG013", "[ScalarFunction] public static int Add([Default(null)] int |a|) => a;")]
    [InlineData("WEIRG013", "[ScalarFunction] public static double Add(double |a| = double.NaN) => a;")]
    [InlineData("WEIRG014", "[ScalarFunction] public static int Add(TextArguments |rest|, int a) => a;")]
    [InlineData("WEIRG014", "[ScalarFunction] public static int Add([Default(1)] int a, Arguments<int> |rest|) => a;")]
    [InlineData("WEIRG015", "[ScalarFunction(Total = true)] public static int |Add|(string a) => 1;")]
    [InlineData("WEIRG015", "[ScalarFunction(Total = true)] public static int |Add|(int? a) => 1;")]
    [InlineData("WEIRG016", "[ScalarFunction] public static void |Add|(int a, [Of<int>] ColumnView b, [Of<int>] ColumnResult r) { }")]
    [InlineData("WEIRG017", "public sealed class S { public S(int x) { } } [ScalarFunction] public static int Add(S |s|, int x) => x;")]
    [InlineData("WEIRG020", "[ScalarFunction(ResultType = \"Wrong\")] public static void |Add|(ColumnView a, ColumnResult r) { }")]
    [InlineData("WEIRG020", "[ScalarFunction] public static void |Add|(ColumnView a, ColumnResult r) { }")]
    [InlineData("WEIRG021", "public sealed record Row(Uri |At|); [TableFunction] public static IEnumerable<Row> Rows() => [];")]
    [InlineData("WEIRG021", "[TableFunction] public static IEnumerable<object> |Rows|() => [];")]
    [InlineData("WEIRG022", "[TableProvider] public static PluginTable Rows(Uri |at|) => null!;")]
    [InlineData("WEIRG023", "[TableProvider] public static int |Rows|(int at) => 1;")]
    [InlineData("WEIRG024", "[RelationPlanner] public static int |Look|(string tree) => 1;")]
    [InlineData("WEIRG025", "[ScalarFunction] public static void Add([Constant, Of<int>] ColumnView |a|, [Of<int>] ColumnResult r) { }")]
    [InlineData("WEIRG026", "/// <summary>a < b</summary>\n[ScalarFunction] public static int |Add|(int a) => a;")]
    public void A_fault_of_a_method_is_found(string id, string marked) => MustFind(id, Plugin + $"internal static class F {{ {marked} }}");

    [Theory]
    [InlineData("WEIRG018", "[AggregateFunction] public struct |Sum| { public string Text; public void Add(int a) { } public void Merge(in Sum o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG019", "[AggregateFunction] public struct |Sum| { public void Merge(in Sum o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG019", "[AggregateFunction] public struct |Sum| { public void Add(int a) { } public void Merge(int o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG019", "[AggregateFunction] public struct |Sum| { public void Add(int a) { } public void Merge(in Sum o) { } }")]
    [InlineData("WEIRG019", "[AggregateFunction] public class |Sum| { public Sum(int a) { } public void Add(int a) { } public void Merge(Sum o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG019", "[AggregateFunction] public class Sum { public void |Add|(ColumnView a) { } public void Merge(Sum o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG020", "[AggregateFunction] public class Sum { public void Add(ColumnView a, int row) { } public void Merge(Sum o) { } public void |Finish|(ColumnResult r, int row) { } }")]
    [InlineData("WEIRG009", "[AggregateFunction] public struct Sum { public void Add(int a) { } public void Merge(in Sum o) { } public Uri |Finish|() => new(\"x:y\"); }")]
    [InlineData("WEIRG008", "[AggregateFunction] public struct Sum { public void Add(Uri |a|) { } public void Merge(in Sum o) { } public int Finish() => 1; }")]
    [InlineData("WEIRG023", "[TableProvider] public sealed class |Rows| { }")]
    public void A_fault_of_a_type_is_found(string id, string marked) => MustFind(id, Plugin + marked);

    [Fact]
    public void Every_diagnostic_is_provoked_here()
    {
        IEnumerable<string> provoked = typeof(DiagnosticTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(data => data.GetData(method)))
            .Select(data => (string)data[0])
            .Distinct().Order();
        Assert.Equal(Enumerable.Range(1, 26).Select(number => $"WEIRG{number:000}"), provoked);
        Assert.All(provoked, id => Assert.Equal(id, DiagnosticTable.Of(id).Id));
    }

    [Fact]
    public void The_page_lists_every_diagnostic()
    {
        string page = House.Repository.Read("docs/plugin-types.md");
        foreach (string id in Enumerable.Range(1, 26).Select(number => $"WEIRG{number:000}"))
            Assert.Contains($"| {id} | {DiagnosticTable.Of(id).Title} |", page, StringComparison.Ordinal);
    }

    private static void MustFind(string id, string marked)
    {
        int start = marked.IndexOf('|', StringComparison.Ordinal), end = marked.LastIndexOf('|') - 1;
        string source = marked.Replace("|", "", StringComparison.Ordinal);
        Diagnostic[] found = [.. GeneratorRun.Of(source).Driver.GetRunResult().Diagnostics];
        Diagnostic only = Assert.Single(found);
        Assert.Equal(id, only.Id);
        Assert.Equal(DiagnosticSeverity.Error, only.Severity);
        Assert.Equal("Source.cs", only.Location.GetLineSpan().Path);
        TextSpan span = only.Location.SourceSpan;
        Assert.Equal(source[start..end], source.Substring(span.Start, span.Length));
        Assert.DoesNotContain("{0}", only.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
