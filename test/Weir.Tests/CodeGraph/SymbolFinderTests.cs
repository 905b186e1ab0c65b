using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace Weir.Tests.CodeGraph;

/// <summary>The references of the fixture, against what the compiler's own finder says in a workspace that is made without our project reader.</summary>
public sealed class SymbolFinderTests
{
    private static readonly string[] Usings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    [Fact]
    public async Task References_are_those_of_the_compilers_own_finder()
    {
        using AdhocWorkspace workspace = new();
        Solution solution = Load(workspace);
        List<string> compared = [], differences = [];
        string[] ours = [.. CodeBases.Rows(CodeBases.Fixture, "SELECT symbol_doc_id, path, bstart, bend FROM cs_references WHERE symbol_doc_id IS NOT NULL")];
        foreach (string documentationId in CodeBases.Rows(CodeBases.Fixture, """
            SELECT doc_id FROM cs_symbols WHERE doc_id IS NOT NULL AND kind <> 'namespace' AND NOT is_implicit AND path <> 'Shop/LeftOut.cs' AND name <> '<Main>$' ORDER BY ALL
            """))
        {
            string[] own = [.. ours.Where(row => row.StartsWith(documentationId + "|", StringComparison.Ordinal)).Select(row => row[(documentationId.Length + 1)..]).Distinct().Order(StringComparer.Ordinal)];
            string[] finder = await FoundAsync(solution, documentationId);
            compared.AddRange(own);
            if (!own.SequenceEqual(finder))
                differences.Add($"{documentationId}: ours {string.Join(" ", own.Except(finder))}; the finder's {string.Join(" ", finder.Except(own))}");
        }
        Assert.Empty(differences);
        Assert.InRange(compared.Count, 40, int.MaxValue);
    }

    private static async Task<string[]> FoundAsync(Solution solution, string documentationId)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (Project project in solution.Projects)
        {
            Compilation compilation = (await project.GetCompilationAsync())!;
            ISymbol? symbol = DocumentationCommentId.GetFirstSymbolForDeclarationId(documentationId, compilation);
            if (symbol is null || symbol.ContainingAssembly?.Name != project.AssemblyName)
                continue;
            foreach (ReferencedSymbol referenced in await SymbolFinder.FindReferencesAsync(symbol, solution))
            {
                // The finder puts 'new Book()' down to the constructor alone; we put it down to the type as well.
                bool isConstructorOfIt = symbol is INamedTypeSymbol && referenced.Definition is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
                    && constructor.ContainingType.GetDocumentationCommentId() == documentationId;
                if (referenced.Definition.GetDocumentationCommentId() != documentationId && !isConstructorOfIt)
                    continue;
                foreach (ReferenceLocation location in referenced.Locations.Where(location => !location.IsImplicit))
                    if (!isConstructorOfIt || Text(location).StartsWith(symbol.Name, StringComparison.Ordinal))
                        found.Add(Row(location));
            }
        }
        return [.. found];
    }

    // Of an indexer the finder tells the place where its brackets open.
    private static string Row(ReferenceLocation location) =>
        $"{location.Document.Name}|{location.Location.SourceSpan.Start}|{Math.Max(location.Location.SourceSpan.End, location.Location.SourceSpan.Start + 1)}";

    private static string Text(ReferenceLocation location) =>
        location.Location.SourceTree!.GetText().ToString(location.Location.SourceSpan);

    private static Solution Load(AdhocWorkspace workspace)
    {
        MetadataReference[] framework = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];
        ProjectId shop = ProjectId.CreateNewId(), app = ProjectId.CreateNewId();
        CSharpParseOptions parse = new(LanguageVersion.CSharp13, preprocessorSymbols: ["SHOP"]);
        Solution solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(shop, VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), parseOptions: parse, metadataReferences: framework))
            .AddProject(ProjectInfo.Create(app, VersionStamp.Default, "App", "App", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication), parseOptions: parse, metadataReferences: framework, projectReferences: [new ProjectReference(shop)]));
        string written = string.Concat(Usings.Select(name => $"global using {name};\n")) + "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]";
        solution = solution.AddDocument(DocumentId.CreateNewId(shop), "written", SourceText.From(written));
        solution = solution.AddDocument(DocumentId.CreateNewId(app), "written", SourceText.From("global using System;"));
        foreach ((ProjectId project, string folder) in ((ProjectId, string)[])[(shop, "Shop"), (app, "App")])
            foreach (string file in Directory.GetFiles(Path.Combine(CodeBases.Fixture, folder), "*.cs").Where(file => Path.GetFileName(file) != "LeftOut.cs"))
                solution = solution.AddDocument(DocumentId.CreateNewId(project), $"{folder}/{Path.GetFileName(file)}", SourceText.From(File.ReadAllText(file)));
        return solution;
    }
}
