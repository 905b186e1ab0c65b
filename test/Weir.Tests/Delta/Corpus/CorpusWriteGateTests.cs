namespace Weir.Tests.Delta.Corpus;

/// <summary>Tables that may be read and not be written by whoever does not know all of their protocol.</summary>
public sealed class CorpusWriteGateTests(CorpusRuntime runtime) : IClassFixture<CorpusRuntime>
{
    public static TheoryData<string> Refusing => [.. CorpusTable.All.Where(table => table.Status.Contains("writer must refuse", StringComparison.Ordinal)).Select(table => table.Id)];

    [CorpusTheory]
    [MemberData(nameof(Refusing))]
    public async Task A_write_is_refused_and_leaves_the_table_as_it_was(string id)
    {
        using TemporaryFolder folder = new();
        string root = CorpusTable.Find(id).Root;
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string target = folder[Path.GetRelativePath(root, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        using Session session = runtime.OpenEmpty();
        session.Register("t", new DatasetLocation(folder.Path));
        int files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Length;
        WeirException error = await Assert.ThrowsAsync<WeirException>(() =>
            session.WriteAsync(new DatasetLocation(folder.Path), new Query("SELECT * FROM t"), DeltaWriteMode.Append));
        Assert.Equal("WEIR2004", error.Code);
        Assert.Equal(files, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Length);
    }
}
