using System.Text.RegularExpressions;

namespace Weir.Tests.House;

public sealed class BannedCallsTests
{
    private sealed record Ban(string Pattern, string Instead, params string[] ExceptIn);

    // Matched on code with comments and string literals taken out.
    private static readonly Ban[] Bans =
    [
        new(@"\bDateTime(Offset)?\.(Utc)?Now\b", "the injected TimeProvider"),
        new(@"\bDateTime\.Today\b", "the injected TimeProvider"),
        new(@"\bStopwatch\.(StartNew|GetTimestamp)\b", "TimeProvider.GetTimestamp"),
        new(@"\bThread\.Sleep\b", "Task.Delay with the injected TimeProvider and a token"),
        new(@"\bnew\s+Random\b|\bRandom\.Shared\b", "an injected Random"),
        new(@"\bnew\s+HttpClient\b", "a client handed in by the composition root"),
        new(@"(?<![\w.])Console\.", "ILogger, or return the text to Cli", "src/Weir.Cli/"),
        new(@"\bMarshal\.Alloc\w*|\bNativeMemory\.\w*Alloc\w*", "NativeBuffer of the Arrow memory layer", "src/Weir.Contract/Arrow/"),
        new(@"\bcatch\s*(\([^)]*\))?\s*\{\s*\}", "handle it, or let it rise with context"),
        new(@"#\s*region\b", "a file of its own"),
        new(@"\bduckdb_arrow_scan\b", "a table function of ours (it is deprecated and silently wrong)"),
        new(@"\bNotImplementedException\b", "the whole capability, or an error with a code"),
        new(@"\bGC\.(Collect|SuppressFinalize\(this\);\s*GC)", "deterministic disposal"),
        new(@"\b(for|while)\s*\([^;)]*\b([aA]ttempt|[tT]ries|[rR]etr)\w*", "Committer, which tries a commit again, or let the error rise",
            "src/Weir/Delta/Commands/Committer.cs", "src/Weir/Storage/DurableFile.cs", "src/Weir/Storage/TableFolder.cs"),
        new(@"\bEnvironment\.Exit\b", "an exit code returned from Main", "src/Weir.Cli/"),
    ];

    [Fact]
    [Trait("Requirement", "R108")]
    [Trait("Requirement", "R133")]
    public void Sources_make_no_banned_call()
    {
        List<string> found = [.. House.Read("src").Files.SelectMany(Violations)];
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void Sources_hold_no_unfinished_work()
    {
        IEnumerable<string> found = House.Read("src", "test", "bench").Files
            .Where(file => !file.Path.EndsWith("BannedCallsTests.cs", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(file.Text, @"\b(TODO|FIXME|HACK)\b"))
            .Select(file => file.Path);
        Assert.True(!found.Any(), "Unfinished work belongs in an issue: " + string.Join(", ", found));
    }

    [Theory]
    [InlineData("var t = DateTime.UtcNow;", "TimeProvider")]
    [InlineData("try { Run(); } catch { }", "handle it")]
    [InlineData("try { Run(); } catch (IOException) {\n}", "handle it")]
    [InlineData("Console.WriteLine(1);", "ILogger")]
    [InlineData("for (int attempt = 0; attempt < 3; attempt++) Run();", "Committer")]
    public void A_banned_call_is_found_with_its_mend(string code, string mend) =>
        Assert.Contains(mend, Assert.Single(Violations(new SourceFile("src/Weir/Storage/X.cs", code))), StringComparison.Ordinal);

    [Theory]
    [InlineData("// Thread.Sleep is banned")]
    [InlineData("var text = \"DateTime.Now\";")]
    [InlineData("catch (IOException error) { throw Errors.Wrap(error); }")]
    public void Comments_strings_and_handled_errors_pass(string code) =>
        Assert.Empty(Violations(new SourceFile("src/Weir/Storage/X.cs", code)));

    private static IEnumerable<string> Violations(SourceFile file)
    {
        string code = file.Code;
        foreach (Ban ban in Bans.Where(ban => !ban.ExceptIn.Any(prefix => file.Path.StartsWith(prefix, StringComparison.Ordinal))))
            foreach (Match match in Regex.Matches(code, ban.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))
                yield return $"{file.Path}:{code.AsSpan(0, match.Index).Count('\n') + 1}: '{match.Value.Trim()}' is banned. Use {ban.Instead}.";
    }
}
