using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tests.House;

/// <summary>One source file of the house: its path from the repository's root and its text.</summary>
internal sealed class SourceFile(string path, string text)
{
    private readonly Lazy<string> _code = new(() => CodeOnly.Of(text));

    public string Path => path;

    public string Text => text;

    /// <summary>The text with comments and string contents blanked, made once for all tests that ask.</summary>
    public string Code => _code.Value;
}

/// <summary>A file that uses another one, with the first line that does so.</summary>
internal sealed record FileArrow(string From, string To, int Line, string Symbol);

/// <summary>
/// The sources bound by the compiler: who uses whom, by symbols and not by names, so that a type
/// used through <c>var</c> counts too. Generated code is not seen; what calls it is.
/// </summary>
internal sealed class House
{
    private static readonly ConcurrentDictionary<string, SourceFile> Known = new(StringComparer.Ordinal);

    // Most tests read texts; binding all of the sources takes many seconds.
    private readonly Lazy<IReadOnlyList<FileArrow>> _arrows;

    private House(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        _arrows = new(() => [.. FindArrows(Compile(files))]);
    }

    public IReadOnlyList<SourceFile> Files { get; }

    public IReadOnlyList<FileArrow> Arrows => _arrows.Value;

    public static House Of(params SourceFile[] files) => new(files);

    /// <summary>Reads the hand-written sources below folders of the repository.</summary>
    public static House Read(params string[] folders) => new(
    [
        .. folders
            .Select(folder => Path.Combine(Repository.Folder, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Folder, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => Known.GetOrAdd(path, static path => new SourceFile(path, Repository.Read(path)))),
    ]);

    /// <summary>Groups of files that import each other in a circle, each sorted by path.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        Dictionary<string, List<string>> next = Arrows
            .GroupBy(arrow => arrow.From)
            .ToDictionary(group => group.Key, group => group.Select(arrow => arrow.To).ToList());
        return [.. StrongComponents.Of(Files.Select(file => file.Path), path => next.GetValueOrDefault(path) ?? [])
            .Where(component => component.Count > 1)];
    }

    private static CSharpCompilation Compile(IReadOnlyList<SourceFile> files)
    {
        // Who uses whom does not hang on what may be null, and that analysis would double the time.
        CSharpParseOptions options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET10_0_OR_GREATER", "NET9_0_OR_GREATER", "NET"])
            .WithFeatures([new("run-nullable-analysis", "never")]);
        return CSharpCompilation.Create(
            "House",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)).Append(ImplicitUsings(options)),
            PlatformReferences(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<FileArrow> FindArrows(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            SemanticModel model = compilation.GetSemanticModel(tree, ignoreAccessibility: true);
            HashSet<string> seen = [tree.FilePath];
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                foreach ((string to, string symbol) in DeclaringFiles(model, name))
                    if (seen.Add(to))
                        yield return new FileArrow(tree.FilePath, to, name.GetLocation().GetLineSpan().StartLinePosition.Line + 1, symbol);
        }
    }

    private static IEnumerable<(string Path, string Symbol)> DeclaringFiles(SemanticModel model, SimpleNameSyntax name)
    {
        SymbolInfo info = InfoOf(model, name);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol)
            yield break;
        ISymbol owner = symbol is INamedTypeSymbol ? symbol : symbol.ContainingType ?? symbol;
        foreach (SyntaxReference reference in owner.OriginalDefinition.DeclaringSyntaxReferences)
            if (reference.SyntaxTree.FilePath.Length > 0)
                yield return (reference.SyntaxTree.FilePath, owner.Name);
    }

    // To ask for the name of what is called would bind all that stands before it once more.
    private static SymbolInfo InfoOf(SemanticModel model, SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name && call.Expression == access
            && model.GetSymbolInfo(call) is { Symbol: IMethodSymbol { MethodKind: not MethodKind.DelegateInvoke } } called
            ? called
            : model.GetSymbolInfo(name);

    private static SyntaxTree ImplicitUsings(CSharpParseOptions options) => CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """,
        options);

    // Everything this test process could load, except our own assemblies: those are the sources.
    private static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Weir", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
