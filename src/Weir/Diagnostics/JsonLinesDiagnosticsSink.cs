using System.Buffers;
using System.Threading.Channels;

namespace Weir.Diagnostics;

/// <summary>
/// Writes records into a file, one JSON object a line, from a task of its own: who records does not wait for the disk. The file
/// is replaced when it is full. Safe for use by many threads; the files are of one sink at a time.
/// </summary>
public sealed class JsonLinesDiagnosticsSink : IDiagnosticsSink, IAsyncDisposable, IDisposable
{
    private const int FileBytesMin = 1024, BatchRecords = 256;

    private readonly RotatingFile _file;
    private readonly RecordQueue _queue;

    /// <summary>Makes a sink; the file is opened with the first record.</summary>
    /// <param name="path">The file. What it holds stays; folders are made.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public JsonLinesDiagnosticsSink(string path, JsonLinesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new JsonLinesOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FileBytesMax, FileBytesMin);
        ArgumentOutOfRangeException.ThrowIfNegative(options.FullFilesMax);
        _file = new RotatingFile(Path.GetFullPath(path), options.FileBytesMax, options.FullFilesMax);
        _queue = new RecordQueue(options.QueueCapacity, WriteAsync);
    }

    /// <summary>Records that are in no file: no place was left for them, or the disk refused them.</summary>
    public long Dropped => _queue.Dropped;

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk refused records that came before.</exception>
    public void RecordEvent(DiagnosticsEvent diagnosticsEvent) => _queue.Add(diagnosticsEvent);

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk refused records that came before.</exception>
    public void RecordArtifact(DiagnosticsArtifact artifact) => _queue.Add(artifact);

    /// <summary>Writes what waits, then closes the file. Records that come later are dropped.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _file.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
    }

    private async Task WriteAsync(ChannelReader<DiagnosticsRecord> records)
    {
        ArrayBufferWriter<byte> line = new();
        while (await records.WaitToReadAsync().ConfigureAwait(false))
        {
            for (int i = 0; i < BatchRecords && records.TryRead(out DiagnosticsRecord? record); i++)
            {
                line.ResetWrittenCount();
                RecordJson.WriteLine(line, record);
                _queue.Guard(records: 1, () => _file.Append(line.WrittenSpan));
            }
            _queue.Guard(records: 0, _file.Flush);
        }
    }
}
