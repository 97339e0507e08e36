namespace ServiceDefaults.Notices;

/// <summary>Where there is no Redis: the others find out by themselves, when what they believe is too old.</summary>
public sealed class NoNotices : IChangeNotices
{
    public bool HearsOthers => false;

    public void Tell(string subject, string key)
    {
    }

    public void Hear(string subject, Action<string> forget)
    {
    }
}
