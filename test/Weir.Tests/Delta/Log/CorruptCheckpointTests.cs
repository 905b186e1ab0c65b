using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Engine;
using Weir.Sessions;
using Weir.Storage;

namespace Weir.Tests.Delta.Log;

/// <summary>Checkpoints that are broken on disk, read by the engine that reads them in earnest.</summary>
public sealed class CorruptCheckpointTests : IDisposable
{
    private const int Damages = 20_000;

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDatabase _database = DuckDatabase.Open(new EngineOptions { Threads = 1 });

    public CorruptCheckpointTests()
    {
        Directory.CreateDirectory(_folder["_delta_log"]);
        File.WriteAllBytes(_folder[LogPath.Commit(0).Value], ActionWriter.ToCommit([new ProtocolAction(1, 2), LogBuilder.Metadata()]));
        File.WriteAllBytes(_folder[LogPath.Commit(1).Value], ActionWriter.ToCommit([LogBuilder.Add("a")]));
    }

    private string Checkpoint => _folder[$"_delta_log/{LogPath.Prefix(1)}.checkpoint.parquet"];

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("not a Parquet file at all, but long enough to hold a footer")]
    [InlineData("PAR1\0\0\0\0\0\0\0\0\xFF\xFF\xFF\x7FPAR1")]
    public async Task A_file_that_is_no_Parquet_is_an_error_that_names_the_checkpoint(string content)
    {
        await File.WriteAllBytesAsync(Checkpoint, System.Text.Encoding.Latin1.GetBytes(content));
        WeirException error = await RefusalAsync();
        Assert.Equal(("WEIR2011", Checkpoint), (error.Code, error.Details["path"]));
    }

    [Fact]
    public async Task A_half_written_file_is_an_error()
    {
        Copy("SELECT {path: 'p', size: 1::BIGINT} AS add FROM range(10000)");
        byte[] whole = await File.ReadAllBytesAsync(Checkpoint);
        await File.WriteAllBytesAsync(Checkpoint, whole[..(whole.Length / 2)]);
        Assert.Equal("WEIR2011", (await RefusalAsync()).Code);
    }

    [Theory]
    [InlineData("SELECT 1 AS add", "WEIR2011")]
    [InlineData("SELECT {path: 7, size: 1::BIGINT} AS add", "WEIR2011")]
    [InlineData("SELECT {path: 'p'} AS add", "WEIR2011")]
    [InlineData("SELECT {path: 'p', size: 'x'} AS add", "WEIR2011")]
    [InlineData("SELECT {path: 'p', size: 1::BIGINT, partitionValues: 'x'} AS add", "WEIR2011")]
    [InlineData("SELECT {minReaderVersion: NULL::INTEGER, minWriterVersion: 2} AS protocol", "WEIR2011")]
    [InlineData("SELECT {path: 'p', size: 1::BIGINT} AS add WHERE false", "WEIR2009")]
    [InlineData("SELECT {path: 's'} AS sidecar", "WEIR2011")]
    public async Task Rows_of_another_shape_are_an_error(string rows, string code)
    {
        Copy(rows);
        Assert.Equal(code, (await RefusalAsync()).Code);
    }

    // The engine's reader is native code: what damaged bytes do to the memory of the process is no business of the other tests.
    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_checkpoint_with_any_bytes_changed_is_an_error_or_a_version()
    {
        Copy("SELECT {path: 'p' || range, partitionValues: MAP {'k': range::VARCHAR}, size: range, modificationTime: range, dataChange: true, stats: '{\"numRecords\":' || range || '}'} AS add, " +
            "NULL::STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER) AS protocol FROM range(300)");
        byte[] whole = await File.ReadAllBytesAsync(Checkpoint);
        Random random = new(20261128);
        int read = 0, refused = 0;
        for (int i = 0; i < Damages; i++)
        {
            byte[] damaged = [.. whole];
            for (int change = random.Next(1, 5); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(Checkpoint, damaged);
            try
            {
                Snapshot snapshot = await new DeltaTable(new LocalStore(_folder.Path), new EngineCheckpointReader(_database.Connect)).OpenAsync(null, CancellationToken.None);
                Assert.All(snapshot.Files, file => Assert.NotEmpty(file.Path));
                read++;
            }
            catch (WeirException error)
            {
                Assert.StartsWith("WEIR", error.Code, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > 0 && read + refused == Damages, $"{read} were read, {refused} refused.");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private void Copy(string rows)
    {
        using DuckConnection connection = _database.Connect();
        connection.Execute($"COPY ({rows}) TO '{Checkpoint}' (FORMAT parquet)");
    }

    private async Task<WeirException> RefusalAsync()
    {
        DeltaTable table = new(new LocalStore(_folder.Path), new EngineCheckpointReader(_database.Connect));
        return await Assert.ThrowsAsync<WeirException>(() => table.OpenAsync(null, CancellationToken.None));
    }
}
