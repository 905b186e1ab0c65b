using Weir.Plugins;

namespace Weir.Engine;

/// <summary>One thread's part of a scalar call: nodes that are reused, and the plugin's state of the thread.</summary>
internal sealed unsafe class PluginScalarThread : IDisposable
{
    private readonly PluginScalarBinding _binding;
    private readonly PluginArguments _arguments;
    private readonly PluginResult _result;
    private readonly CallFlag _flag;
    private readonly object? _state;

    public PluginScalarThread(PluginScalarBinding binding, CallFlag flag)
    {
        _binding = binding.Share();
        _flag = flag;
        Control = flag.Control;
        _arguments = new PluginArguments(binding.Shapes, binding.Constants);
        _result = new PluginResult(binding.Result);
        try
        {
            _state = binding.Function.NewState(binding.Bound);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public PluginCallable Callable => _binding.Callable;

    public PluginCallControl Control { get; }

    /// <summary>Computes a chunk.</summary>
    public void Run(nint chunk, nint output)
    {
        PluginScalar function = _binding.Function;
        int rows = (int)DuckApiVector.ChunkSize(chunk);
        _arguments.Fill(chunk, rows);
        _result.Open(output, rows);
        ulong* mask = function.SeesNulls ? null : _arguments.NotNull(rows);
        if (mask != null && !function.IsTotal)
            _result.Mask(mask);
        PluginScalarCall call = new(
            _arguments.Nodes, _binding.Types, _result.Column, function.IsTotal ? null : mask, _binding.Bound, _state, Control);
        function.Invoke(ref call);
        if (mask != null && function.IsTotal)
            _result.Mask(mask);
        GC.KeepAlive(_flag);
    }

    public void Dispose()
    {
        (_state as IDisposable)?.Dispose();
        _arguments.Dispose();
        _result.Dispose();
        _binding.Dispose();
    }
}
