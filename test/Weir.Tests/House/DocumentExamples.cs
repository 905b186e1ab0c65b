using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.Tests.House;

/// <summary>A fenced block of a document: where it starts, its language, its text.</summary>
internal sealed record DocumentBlock(string Page, int Line, string Language, string Text)
{
    public override string ToString() => $"{Page}:{Line}";

    public static IEnumerable<DocumentBlock> Of(string page)
    {
        string text = Repository.Read(page);
        foreach (Match block in Regex.Matches(text, @"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
            yield return new DocumentBlock(page, text.AsSpan(0, block.Index).Count('\n') + 1, block.Groups[1].Value, block.Groups[2].Value);
    }
}

/// <summary>Compiles a C# example as a program of its own and runs it in an empty folder.</summary>
internal static class DocumentExamples
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    private const string Prefix = "doc-";

    /// <summary>Whether a file beside the tests is such a program, which may be written just now.</summary>
    public static bool IsOne(string file) => Path.GetFileName(file).StartsWith(Prefix, StringComparison.Ordinal);

    public static async Task<string> RunAsync(DocumentBlock block)
    {
        // Beside the test assembly, so that the program finds Weir and the engine library.
        string program = Path.Combine(AppContext.BaseDirectory, $"{Prefix}{Path.GetFileNameWithoutExtension(block.Page)}-{block.Line}.dll");
        Compile(block, program);
        using TemporaryFolder folder = new();
        string host = Path.Combine(AppContext.BaseDirectory, "Weir.Tests");
        ProcessResult run = await ChildProcess.RunAsync(
            "dotnet",
            ["exec", "--depsfile", host + ".deps.json", "--runtimeconfig", host + ".runtimeconfig.json", program],
            folder.Path);
        Assert.True(run.ExitCode == 0, $"{block} ended with {run.ExitCode}: {run.Errors}");
        return run.Output;
    }

    private static void Compile(DocumentBlock block, string program)
    {
        CSharpParseOptions options = new(LanguageVersion.Preview);
        string usings = string.Concat(ImplicitUsings.Select(name => $"global using {name};"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(program),
            [CSharpSyntaxTree.ParseText(block.Text, options), CSharpSyntaxTree.ParseText(usings, options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(program);
        Assert.True(result.Success, $"{block} does not compile: " + string.Join("; ", result.Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error)));
    }
}
