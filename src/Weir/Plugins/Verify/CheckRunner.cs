namespace Weir.Plugins.Verify;

/// <summary>Runs checks one by one, each with a deadline, and keeps what they found.</summary>
internal sealed class CheckRunner(PluginVerifyOptions options, IProgress<ConformanceCheck>? progress, CancellationToken cancellationToken)
{
    private readonly List<ConformanceCheck> _checks = [];
    private readonly HashSet<string> _stuck = new(StringComparer.Ordinal);

    public IReadOnlyList<ConformanceCheck> Checks => _checks;

    public PluginVerifyOptions Options => options;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Runs one check. A subject that was stuck once is not called again.</summary>
    /// <param name="name">Of the check.</param>
    /// <param name="subject">Of the export.</param>
    /// <param name="body">Throws when the contract is broken.</param>
    public async Task RunAsync(string name, string subject, Action body)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConformanceCheck check = _stuck.Contains(subject)
            ? new ConformanceCheck(name, subject, ConformanceOutcome.NotApplicable, "A check before did not return, so this export is not called again.")
            : await JudgeAsync(name, subject, body).ConfigureAwait(false);
        _checks.Add(check);
        progress?.Report(check);
    }

    private async Task<ConformanceCheck> JudgeAsync(string name, string subject, Action body)
    {
        try
        {
            // A thread of its own: a plugin may use much stack, and one that hangs must not take a pool thread.
            await Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(options.CheckTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new ConformanceCheck(name, subject, ConformanceOutcome.Passed, "");
        }
        catch (CheckSkippedException skipped)
        {
            return new ConformanceCheck(name, subject, ConformanceOutcome.NotApplicable, skipped.Message);
        }
        catch (CheckFailedException failed)
        {
            return Failed(name, subject, failed.Message);
        }
        catch (TimeoutException)
        {
            _stuck.Add(subject);
            return Failed(name, subject, $"It did not return within {options.CheckTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(name, subject, e is WeirException ? e.Message : $"It failed with {e.GetType().Name}: {e.Message}");
        }
    }

    private static ConformanceCheck Failed(string name, string subject, string message) =>
        new(name, subject, ConformanceOutcome.Failed, message) { Mend = CheckRow.Of(name).Mend };
}
