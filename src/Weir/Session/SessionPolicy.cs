using System.Diagnostics;
using Weir.Diagnostics;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>The policy of one session: what its statements are held to, the limits that it has lowered for itself, and who hears the verdicts. Safe for use by many threads.</summary>
internal sealed class SessionPolicy
{
    private const string NotCarriedOut = "WEIR5021";

    private readonly SessionHost _host;
    private readonly Action<SqlVerdict>? _heard;
    private volatile SqlLimits _limits;

    /// <param name="host">The runtime's.</param>
    /// <param name="options">The session's.</param>
    /// <exception cref="WeirException">WEIR5023: the policy cannot be held.</exception>
    public SessionPolicy(SessionHost host, SessionOptions options)
    {
        _host = host;
        _heard = options.OnVerdict;
        Policy = (options.Policy ?? host.Policy).Checked();
        _limits = Policy.Limits;
        if (_limits.MemoryMaxBytes is { } memory && !(host.MemoryLimitBytes <= memory))
            throw SqlPolicyErrors.PolicyInvalid($"its statements may take {memory} bytes of memory, but the engine has one limit for all sessions, {host.MemoryLimitBytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "80 % of the machine's memory"}; open the runtime with WeirOptions.MemoryLimitBytes = {memory} or less");
        Check = new PolicyCheck(Policy, PathRule.Of(Policy.ReadPaths), IsVolatile, name => DeltaFunction.Find(name) is not null);
        Writes = PathRule.Of(Policy.WritePaths);
    }

    public SqlPolicy Policy { get; }

    /// <summary>Holds queries to the policy.</summary>
    public PolicyCheck Check { get; }

    /// <summary>The rule for files that are written.</summary>
    public PathRule Writes { get; }

    /// <summary>The limits now: those of the policy, or lower ones.</summary>
    public SqlLimits Limits => _limits;

    /// <summary>Lowers a limit, or takes that back.</summary>
    /// <exception cref="WeirException">WEIR5024.</exception>
    public void Set(SettingForm setting) => _limits = setting.Of(_limits, Policy.Limits);

    /// <summary>The time that a statement has which begins now; null for any.</summary>
    public TimeLimit? StartTime() => Limits.TimeMaxMs is { } limit ? new TimeLimit(limit, _host.Clock) : null;

    /// <summary>An answer that ends where the limits are.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="time">The time that is left; null for any.</param>
    /// <param name="isOfWeir">Whether it tells what a statement did: what is done is told, however few rows are allowed.</param>
    public Weir.Arrow.RecordBatchReader Bound(Weir.Arrow.RecordBatchReader answer, TimeLimit? time, bool isOfWeir) =>
        (Limits.RowsMax is null || isOfWeir) && time is null ? answer : new BoundedReader(answer, isOfWeir ? null : Limits.RowsMax, time);

    /// <summary>Holds a text to the policy and tells the verdict.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="judge">Refuses it by throwing.</param>
    /// <param name="tellsAllowed">Whether what the judge lets through is told; false where another judge has the last word.</param>
    /// <returns>What the judge returns.</returns>
    /// <exception cref="WeirException">What the judge throws; a refusal with the rule and the place in its details.</exception>
    public T Judged<T>(string sql, Func<T> judge, bool tellsAllowed = true)
    {
        T answer;
        try
        {
            answer = judge();
        }
        catch (WeirException error) when (Refusals.Is(error))
        {
            SqlVerdict verdict = VerdictOf(sql, error);
            Tell(verdict);
            throw Refusals.Placed(error, verdict.Refusal!);
        }
        if (tellsAllowed && (_heard is not null || _host.VerdictObserver is not null))
            Tell(VerdictOf(sql, null));
        return answer;
    }

    /// <summary>The verdict about a text.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="error">What was thrown when it was judged; null for nothing.</param>
    public SqlVerdict VerdictOf(string sql, WeirException? error)
    {
        // What is too long to be read is not read to say so.
        SqlFront front = error?.Code == "WEIR5007" && sql.Length > Engine.Syntax.StatementNesting.CharactersMax ? new SqlFront(new LexedText(""), []) : SqlFront.Read(sql);
        return new SqlVerdict(
            Policy.Name,
            [.. front.Statements.Select(statement => Refusals.Of(statement, front, Policy)).Select(told => error?.Code == NotCarriedOut ? told with { IsCarriedOut = false } : told)],
            error is null || !Refusals.Is(error) ? null : Refusals.Of(error, front));
    }

    private void Tell(SqlVerdict verdict)
    {
        _heard?.Invoke(verdict);
        _host.VerdictObserver?.Invoke(verdict);
        if (verdict.Refusal is not { } refusal)
            return;
        string rule = PolicyNames.Of(refusal.Rule.ToString());
        LogMessages.StatementRefused(_host.Logger, Policy.Name, refusal.Code, rule, refusal.Line, refusal.Column);
        Activity.Current?.AddEvent(new ActivityEvent("weir.sql.refused", tags: new ActivityTagsCollection
        {
            ["weir.sql.policy"] = Policy.Name, ["weir.sql.rule"] = rule, ["error.type"] = refusal.Code,
        }));
    }

    private bool IsVolatile(string function, int arguments) =>
        UnsteadyFunctions.Has(function, arguments) || _host.Roster.All.VolatileFunctions.Contains(function);
}
