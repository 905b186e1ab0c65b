using System.Runtime.InteropServices;

namespace Weir.Arrow.C;

/// <summary>
/// A foreign C stream as a reader. Nothing is pulled before <see cref="Read"/> asks for it; the
/// stream is released once, at the end of its use or at disposal.
/// </summary>
internal sealed unsafe class StreamImport : RecordBatchReader
{
    private readonly ArrowValidation _validation;
    private CArrowArrayStream _stream;
    private Schema _schema = new();
    private bool _ended;

    private StreamImport(in CArrowArrayStream stream, ArrowValidation validation)
    {
        _stream = stream;
        _validation = validation;
    }

    public override Schema Schema => _schema;

    public static StreamImport Move(CArrowArrayStream* source, ArrowValidation validation)
    {
        if (source->Release == null)
            throw ContractErrors.StreamFailed(0, "the stream was already released or moved");
        StreamImport stream = new(*source, validation);
        source->Release = null;
        try
        {
            stream.ReadSchema();
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_stream.Release == null, typeof(RecordBatchReader));
        if (_ended)
            return null;
        CArrowArray array = default;
        fixed (CArrowArrayStream* stream = &_stream)
            ThrowIfFailed(stream, stream->GetNext(stream, &array));
        if (array.Release != null)
            return ArrayImport.Batch(&array, _schema, _validation);
        _ended = true;
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_stream.Release == null)
            return;
        fixed (CArrowArrayStream* stream = &_stream)
            stream->Release(stream);
        _stream.Release = null;
    }

    private void ReadSchema()
    {
        CArrowSchema schema = default;
        fixed (CArrowArrayStream* stream = &_stream)
            ThrowIfFailed(stream, stream->GetSchema(stream, &schema));
        _schema = SchemaImport.Schema(&schema);
    }

    private static void ThrowIfFailed(CArrowArrayStream* stream, int errno)
    {
        if (errno == 0)
            return;
        byte* text = stream->GetLastError == null ? null : stream->GetLastError(stream);
        throw ContractErrors.StreamFailed(errno, Marshal.PtrToStringUTF8((nint)text));
    }
}
