namespace ServiceDefaults.Notices;

/// <summary>Tells the other instances what has changed, so that they forget what they had cached. A notice may be lost: nothing but
/// speed may depend on it.</summary>
public interface IChangeNotices
{
    /// <summary>Whether notices of others arrive here at the moment, and those of here at the others.</summary>
    bool HearsOthers { get; }

    /// <summary>Tells the others; it does not wait.</summary>
    /// <param name="subject">What kind of thing has changed, in letters and hyphens.</param>
    /// <param name="key">Which one; it holds no secret.</param>
    void Tell(string subject, string key);

    /// <summary>Calls <paramref name="forget"/> with the key of each notice of another instance. It must not wait for anything.</summary>
    void Hear(string subject, Action<string> forget);
}
