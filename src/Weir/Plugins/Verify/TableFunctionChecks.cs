using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>A table function is tried with the defaults of its parameters and sample values for the others.</summary>
internal sealed class TableFunctionChecks(PluginTableFunction function, SampleNumbers numbers)
{
    private const int Tries = 32;

    public async Task RunAsync(CheckRunner runner)
    {
        string subject = $"table {function.Name}";
        Func<PluginTable>? open = null;
        await runner.RunAsync("samples", subject, () => open = FirstThatBinds()).ConfigureAwait(false);
        if (open is not null)
            await new TableChecks(subject, open, runner.Options.TableRowsMax).RunAsync(runner).ConfigureAwait(false);
    }

    private Func<PluginTable> FirstThatBinds()
    {
        SampleSignature signature = new(
            [.. function.Parameters.Select(parameter => parameter.Type ?? ArrowType.Int64)], [.. function.Parameters.Select(_ => true)]);
        string why = "";
        for (ulong i = 0; i < Tries; i++)
        {
            SampleNumbers own = new(numbers.Seed + i);
            try
            {
                Bind(signature, own).Dispose();
                return () => Bind(signature, own);
            }
            catch (Exception e) when (e is not CheckSkippedException)
            {
                Refusal.Require(e);
                why = e.Message;
            }
        }
        throw new CheckSkippedException($"it refuses all sample arguments, for example: {why}");
    }

    private PluginTable Bind(SampleSignature signature, SampleNumbers own)
    {
        using RecordBatch constants = SampleConstants.Of(function, signature, signature.MustBeConstant, own);
        return function.Bind(new PluginBinding(signature.Types, constants, signature.MustBeConstant));
    }
}
