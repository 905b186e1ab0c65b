using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Arrow.C;

/// <summary>
/// A reader behind the C stream interface. No exception leaves a callback: it becomes an errno,
/// and its text waits in get_last_error until the next call.
/// </summary>
internal sealed unsafe class StreamExport
{
    // POSIX errno values, the same on Linux, macOS and Windows for these two.
    private const int InputOutputError = 5;
    private const int InvalidArgument = 22;

    private readonly RecordBatchReader _reader;
    private readonly CancellationToken _cancellation;
    private byte* _lastError;

    private StreamExport(RecordBatchReader reader, CancellationToken cancellation)
    {
        _reader = reader;
        _cancellation = cancellation;
    }

    public static void Write(RecordBatchReader reader, CArrowArrayStream* target, CancellationToken cancellation)
    {
        *target = default;
        target->PrivateData = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(new StreamExport(reader, cancellation)));
        target->GetSchema = &GetSchema;
        target->GetNext = &GetNext;
        target->GetLastError = &GetLastError;
        target->Release = &Release;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSchema(CArrowArrayStream* stream, CArrowSchema* target)
    {
        StreamExport self = Of(stream);
        try
        {
            self.ClearError();
            SchemaExport.Schema(self._reader.Schema, target);
            return 0;
        }
        catch (Exception error)
        {
            return self.Fail(error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetNext(CArrowArrayStream* stream, CArrowArray* target)
    {
        StreamExport self = Of(stream);
        try
        {
            self.ClearError();
            *target = default;
            using RecordBatch? batch = self._reader.Read(self._cancellation);
            if (batch is not null)
                ArrayExport.Batch(batch, 0, batch.RowCount, target);
            return 0;
        }
        catch (Exception error)
        {
            return self.Fail(error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetLastError(CArrowArrayStream* stream) => Of(stream)._lastError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowArrayStream* stream)
    {
        StreamExport self = Of(stream);
        GCHandle.FromIntPtr((nint)stream->PrivateData).Free();
        stream->Release = null;
        self.ClearError();
        try
        {
            self._reader.Dispose();
        }
        catch (Exception error)
        {
            // The interface has no way to report a failing release, and nothing may cross it.
            System.Diagnostics.Trace.TraceError($"Disposing the reader of an exported Arrow stream failed: {error}");
        }
    }

    private static StreamExport Of(CArrowArrayStream* stream) =>
        (StreamExport)GCHandle.FromIntPtr((nint)stream->PrivateData).Target!;

    private int Fail(Exception error)
    {
        string text = error is WeirException known ? $"{known.Code}: {known.Message}" : error.Message;
        _lastError = (byte*)Marshal.StringToCoTaskMemUTF8(text);
        return error is ArgumentException ? InvalidArgument : InputOutputError;
    }

    private void ClearError()
    {
        Marshal.FreeCoTaskMem((nint)_lastError);
        _lastError = null;
    }
}
