using TestKit.Time;
using UserDirectory.Caching;

namespace UserDirectory.Tests.Caching;

public sealed class RecentAnswersTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void An_answer_lives_for_its_time_alone()
    {
        var answers = new RecentAnswers<string, int>(_time, 10);
        answers.Set("a", 1, TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(answers.TryGet("a", out var answer));
        Assert.Equal(1, answer);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(answers.TryGet("a", out _));
    }

    [Fact]
    public void Memory_has_an_end_and_the_newest_answers_are_kept()
    {
        var answers = new RecentAnswers<int, int>(_time, 100);
        for (var i = 0; i < 10_000; i++) answers.Set(i, i, TimeSpan.FromHours(1));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => answers.TryGet(i, out _)), 50, 100);
        Assert.True(answers.TryGet(9_999, out _));
        Assert.True(answers.TryGet(9_960, out _));
    }

    [Fact]
    public void A_cleared_cache_knows_nothing()
    {
        var answers = new RecentAnswers<int, int>(_time, 4);
        for (var i = 0; i < 4; i++) answers.Set(i, i, TimeSpan.FromHours(1));
        answers.Clear();
        Assert.DoesNotContain(Enumerable.Range(0, 4), i => answers.TryGet(i, out _));
    }
}
