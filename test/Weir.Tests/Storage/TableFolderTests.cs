using Weir.Storage;

namespace Weir.Tests.Storage;

public sealed class TableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_was_made_and_stays_empty_goes_and_those_above_it_stay()
    {
        using (TableFolder folder = new(_folder["a/b"]))
            folder.Enter();
        Assert.True(Directory.Exists(_folder["a"]));
        Assert.False(Directory.Exists(_folder["a/b"]));
    }

    [Fact]
    public void A_folder_that_was_there_or_holds_something_stays_without_the_hold()
    {
        Directory.CreateDirectory(_folder["there"]);
        using (TableFolder there = new(_folder["there"]))
            there.Enter();
        Assert.Empty(Directory.GetFileSystemEntries(_folder["there"]));
        using (TableFolder filled = new(_folder["filled"]))
        {
            filled.Enter();
            File.WriteAllText(_folder["filled/x"], "");
        }
        Assert.Equal([_folder["filled/x"]], Directory.GetFileSystemEntries(_folder["filled"]));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_folder_to_the_one_that_has_written_nothing_yet()
    {
        using TableFolder second = new(_folder["t"]);
        using (TableFolder first = new(_folder["t"]))
        {
            first.Enter();
            second.Enter();
        }
        Assert.True(Directory.Exists(_folder["t"]));
    }

    [Fact]
    public async Task Writers_that_come_and_go_never_take_the_folder_from_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                using TableFolder folder = new(_folder["t"]);
                folder.Enter();
                string file = _folder[$"t/{Guid.NewGuid():N}"];
                File.WriteAllText(file, "");
                File.Delete(file);
            }
        })));
    }

    [Fact]
    public void A_file_in_the_way_is_a_storage_error()
    {
        File.WriteAllText(_folder["t"], "");
        using TableFolder folder = new(_folder["t"]);
        Assert.StartsWith("WEIR60", Assert.Throws<WeirException>(folder.Enter).Code, StringComparison.Ordinal);
        folder.Dispose();
        Assert.True(File.Exists(_folder["t"]));
    }
}
