namespace Weir.Plugins;

/// <summary>
/// The port between a host and a plugin. A managed plugin is a class derived from this one (the source
/// generator writes it); a native library and a child process stand behind adapters of this very type,
/// so a host knows only this.
/// </summary>
/// <remarks>
/// The lists never change once the plugin is made. Functions are called on many threads at once; only
/// <see cref="Configure"/>, <see cref="Reset"/> and <see cref="Dispose()"/> are called by one thread at a time.
/// </remarks>
public abstract class Plugin : IDisposable
{
    private readonly Lock _lock = new();
    private PluginContext? _context;

    /// <summary>Who the plugin is.</summary>
    public abstract PluginDescription Description { get; }

    /// <summary>Functions of the values of one row.</summary>
    public virtual IReadOnlyList<PluginScalar> Scalars => [];

    /// <summary>Functions of the values of many rows.</summary>
    public virtual IReadOnlyList<PluginAggregate> Aggregates => [];

    /// <summary>Functions over whole partitions.</summary>
    public virtual IReadOnlyList<PluginWindow> Windows => [];

    /// <summary>Functions that give a table.</summary>
    public virtual IReadOnlyList<PluginTableFunction> TableFunctions => [];

    /// <summary>Tables by name.</summary>
    public virtual IReadOnlyList<PluginTableProvider> TableProviders => [];

    /// <summary>Rewriters of syntax trees.</summary>
    public virtual IReadOnlyList<PluginRelationPlanner> RelationPlanners => [];

    /// <summary>The bits that follow from the lists.</summary>
    public PluginCapabilities Capabilities =>
        (Scalars.Count > 0 ? PluginCapabilities.ScalarFunctions : 0)
        | (Aggregates.Count > 0 ? PluginCapabilities.AggregateFunctions : 0)
        | (Windows.Count > 0 ? PluginCapabilities.WindowFunctions : 0)
        | (TableFunctions.Count > 0 ? PluginCapabilities.TableFunctions : 0)
        | (TableProviders.Count > 0 ? PluginCapabilities.TableProviders : 0)
        | (RelationPlanners.Count > 0 ? PluginCapabilities.RelationPlanners : 0);

    /// <summary>
    /// Hands the plugin what it may use, before its first call. The same configuration again changes
    /// nothing and says so; another one is refused until <see cref="Reset"/>.
    /// </summary>
    /// <param name="context">Configuration, limits and log of this host.</param>
    /// <returns>False when the plugin was already configured with an equal configuration.</returns>
    /// <exception cref="WeirException">WEIR3010: configured otherwise before. WEIR3011: the plugin refused the configuration.</exception>
    public bool Configure(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lock (_lock)
        {
            if (_context is not null)
            {
                return _context.HasSameSettings(context)
                    ? false
                    : throw PluginContractErrors.ConfiguredOtherwise(Description.Name);
            }
            Take(context);
            _context = context;
            return true;
        }
    }

    /// <summary>Forgets the configuration; for tests.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            if (_context is null)
                return;
            OnReset();
            _context = null;
        }
    }

    /// <summary>Frees what the plugin holds. No call runs and none follows.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Take(PluginContext context)
    {
        try
        {
            OnConfigure(context);
        }
        catch (Exception e) when (e is not WeirException)
        {
            throw PluginContractErrors.ConfigurationRefused(Description.Name, e.Message, e);
        }
    }

    /// <summary>Takes the configuration over; throws to refuse it.</summary>
    /// <param name="context">As for <see cref="Configure"/>.</param>
    protected virtual void OnConfigure(PluginContext context)
    {
    }

    /// <summary>Goes back to the state before <see cref="OnConfigure"/>.</summary>
    protected virtual void OnReset()
    {
    }

    /// <summary>Frees what the plugin holds.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
