<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copy system report</source>
            <translation>复制系统报告</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>许可证</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>组件</translation>
        </message>
        <message>
            <source>Parts, their versions and licences</source>
            <translation>各组件及其版本和许可证</translation>
        </message>
        <message>
            <source>See, step and check gradients with the real TensorFlow inside. MIT licence. MNIST is by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0.</source>
            <translation>用真正的 TensorFlow 观察、逐步推演并核对梯度。MIT 许可证。MNIST 由 Yann LeCun、Corinna Cortes 和 Christopher J. C. Burges 制作，许可证为 CC BY-SA 3.0。</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>未安装</translation>
        </message>
    </context>
    <context>
        <name>Caption</name>
        <message>
            <source>MNIST · {optimizer}, learning rate {rate}, batch size {batch}, seed {seed}</source>
            <translation>MNIST · {optimizer}，学习率 {rate}，批次大小 {batch}，种子 {seed}</translation>
        </message>
        <message>
            <source>f(x) = {formula} at x = {x}</source>
            <translation>f(x) = {formula}，x = {x}</translation>
        </message>
        <message>
            <source>f(x) = {formula} · {optimizer}, learning rate {rate}, from x = {start}, noise {noise} with seed {seed}, {dtype} · update {update} of {updates}</source>
            <translation>f(x) = {formula} · {optimizer}，学习率 {rate}，起点 x = {start}，噪声 {noise}（种子 {seed}），{dtype} · 第 {update}/{updates} 次更新</translation>
        </message>
        <message>
            <source>f(x) = {formula} · {optimizer}, learning rate {rate}, from x = {start}, {dtype} · update {update} of {updates}</source>
            <translation>f(x) = {formula} · {optimizer}，学习率 {rate}，起点 x = {start}，{dtype} · 第 {update}/{updates} 次更新</translation>
        </message>
        <message>
            <source>f(x, y) = {formula} · {racers}, from ({x}, {y}), {dtype} · update {update} of {updates}</source>
            <translation>f(x, y) = {formula} · {racers}，起点 ({x}, {y})，{dtype} · 第 {update}/{updates} 次更新</translation>
        </message>
    </context>
    <context>
        <name>Card</name>
        <message>
            <source>Copy this explanation</source>
            <translation>复制这段解释</translation>
        </message>
        <message>
            <source>Copy this program</source>
            <translation>复制这段程序</translation>
        </message>
    </context>
    <context>
        <name>Catalogue</name>
        <message>
            <source>0 or 1, and no slope anywhere that could tell the way.</source>
            <translation>非 0 即 1，处处没有能指路的斜率。</translation>
        </message>
        <message>
            <source>0/0 at the origin, filled in with 1; the derivatives are right there too.</source>
            <translation>原点处是 0/0，补为 1；那里的导数也正确。</translation>
        </message>
        <message>
            <source>1/x has no value at 0, and the branches are not joined.</source>
            <translation>1/x 在 0 处没有值，两支互不相连。</translation>
        </message>
        <message>
            <source>25 times as steep across as along: plain SGD zigzags.</source>
            <translation>横向比纵向陡 25 倍：普通 SGD 走之字形。</translation>
        </message>
        <message>
            <source>A ReLU without its kink; its slope is the sigmoid.</source>
            <translation>没有折角的 ReLU，斜率就是 sigmoid。</translation>
        </message>
        <message>
            <source>A bowl under waves: a minimum near every pair of whole numbers.</source>
            <translation>布满波纹的碗：每对整数附近都有一个极小值。</translation>
        </message>
        <message>
            <source>A cubic that a bell curve brings back to 0 on both sides.</source>
            <translation>三次函数，两侧被钟形曲线拉回 0。</translation>
        </message>
        <message>
            <source>A curved valley: easy to enter, slow to follow to its end.</source>
            <translation>弯曲的谷：进去容易，走到尽头很慢。</translation>
        </message>
        <message>
            <source>A harmless look that polynomials fail to follow near ±1.</source>
            <translation>看似平常，多项式却在 ±1 附近无法逼近它。</translation>
        </message>
        <message>
            <source>A long, almost flat valley along the diagonal.</source>
            <translation>沿对角线伸展的长谷，谷底几乎是平的。</translation>
        </message>
        <message>
            <source>A neuron that is very wrong gets a slope of almost 0.</source>
            <translation>错得离谱的神经元，斜率却几乎为 0。</translation>
        </message>
        <message>
            <source>A parabola near 0 and straight beyond, with a slope of at most 1.</source>
            <translation>在 0 附近是抛物线，远处是直线，斜率不超过 1。</translation>
        </message>
        <message>
            <source>A parabola under waves: a descent ends in the nearest of many minima.</source>
            <translation>叠加波纹的抛物线：下降会止于众多极小值中最近的一个。</translation>
        </message>
        <message>
            <source>A pole at every odd multiple of π/2.</source>
            <translation>在 π/2 的每个奇数倍处都有极点。</translation>
        </message>
        <message>
            <source>A slope of 0.2 left of 0 keeps the neuron alive.</source>
            <translation>0 左侧斜率为 0.2，神经元不会“死去”。</translation>
        </message>
        <message>
            <source>A tilted bowl whose axes are not those of x and y.</source>
            <translation>倾斜的碗，主轴与 x 轴、y 轴不重合。</translation>
        </message>
        <message>
            <source>A wave across a tilted valley.</source>
            <translation>横贯斜谷的波浪。</translation>
        </message>
        <message>
            <source>Absolute value</source>
            <translation>绝对值</translation>
        </message>
        <message>
            <source>Ackley</source>
            <translation>Ackley 函数</translation>
        </message>
        <message>
            <source>At 0 the slope is infinite; left of it there is nothing, and x is lost.</source>
            <translation>0 处斜率无穷大，左侧没有定义，x 一去不返。</translation>
        </message>
        <message>
            <source>At 0 the slope of x³ is 0, but there is no minimum: x stops there.</source>
            <translation>x³ 在 0 处斜率为 0，却不是极小值：x 停在那里。</translation>
        </message>
        <message>
            <source>At 6 the slope is 0.0025: learning all but stops.</source>
            <translation>在 6 处斜率仅 0.0025，学习几乎停止。</translation>
        </message>
        <message>
            <source>Away from the hole the ground is flat, and gradients vanish.</source>
            <translation>离开坑之后地面平坦，梯度消失。</translation>
        </message>
        <message>
            <source>Barrier</source>
            <translation>对数障碍</translation>
        </message>
        <message>
            <source>Base and exponent both move, and the slope has a part from each.</source>
            <translation>底数和指数都在变，斜率中各有它们的一份。</translation>
        </message>
        <message>
            <source>Beale</source>
            <translation>Beale 函数</translation>
        </message>
        <message>
            <source>Booth</source>
            <translation>Booth 函数</translation>
        </message>
        <message>
            <source>Branin</source>
            <translation>Branin 函数</translation>
        </message>
        <message>
            <source>Cancellation</source>
            <translation>相近数相减</translation>
        </message>
        <message>
            <source>Cross-entropy of a sigmoid</source>
            <translation>sigmoid 的交叉熵</translation>
        </message>
        <message>
            <source>Cube root</source>
            <translation>立方根</translation>
        </message>
        <message>
            <source>Curvature 40: the rate 0.05 is 2/40, and x jumps for ever.</source>
            <translation>曲率为 40：学习率 0.05 正是 2/40，x 永远来回跳。</translation>
        </message>
        <message>
            <source>Defined left of 0 too, unlike x^(1/3); upright at 0.</source>
            <translation>与 x^(1/3) 不同，在 0 左侧也有定义；0 处切线竖直。</translation>
        </message>
        <message>
            <source>Double well</source>
            <translation>双阱</translation>
        </message>
        <message>
            <source>Downhill along y and uphill along x: a start with y near 0 lingers.</source>
            <translation>沿 y 下坡，沿 x 上坡：起点的 y 接近 0 时会长久徘徊。</translation>
        </message>
        <message>
            <source>ELU</source>
            <translation>ELU</translation>
        </message>
        <message>
            <source>Each derivative is the one before, a quarter turn ahead.</source>
            <translation>每求一次导，相位提前四分之一周期。</translation>
        </message>
        <message>
            <source>Endless waves</source>
            <translation>无尽的波</translation>
        </message>
        <message>
            <source>Entropy</source>
            <translation>熵</translation>
        </message>
        <message>
            <source>Equally curved in all directions: every gradient points home.</source>
            <translation>各方向曲率相同：负梯度处处指向最低点。</translation>
        </message>
        <message>
            <source>Far from the hole the slope is all but 0, and nothing moves.</source>
            <translation>远离坑处斜率几乎为 0，x 动弹不得。</translation>
        </message>
        <message>
            <source>Flat bottom</source>
            <translation>平底</translation>
        </message>
        <message>
            <source>Four minima of different depth, one in each quarter.</source>
            <translation>四个深浅不一的极小值，每个象限一个。</translation>
        </message>
        <message>
            <source>Four minima of the same depth: the start decides.</source>
            <translation>四个同样深的极小值：去哪一个由起点决定。</translation>
        </message>
        <message>
            <source>From the right the descent ends in the shallower of two minima.</source>
            <translation>从右侧出发，下降会止于两个极小值中较浅的那个。</translation>
        </message>
        <message>
            <source>GELU</source>
            <translation>GELU</translation>
        </message>
        <message>
            <source>Gamma function</source>
            <translation>伽马函数</translation>
        </message>
        <message>
            <source>Goldstein–Price</source>
            <translation>Goldstein–Price 函数</translation>
        </message>
        <message>
            <source>Heights from 3 to a million: one rate cannot suit them all.</source>
            <translation>函数值从 3 到一百万：一个学习率难以处处适用。</translation>
        </message>
        <message>
            <source>Hill and valley</source>
            <translation>一峰一谷</translation>
        </message>
        <message>
            <source>Himmelblau</source>
            <translation>Himmelblau 函数</translation>
        </message>
        <message>
            <source>Hole in a plain</source>
            <translation>平原上的坑</translation>
        </message>
        <message>
            <source>Huber loss</source>
            <translation>Huber 损失</translation>
        </message>
        <message>
            <source>It tends to 1/2 at 0, but near 0 the subtraction loses every digit.</source>
            <translation>在 0 处趋于 1/2，但 0 附近的减法会丢掉全部有效数字。</translation>
        </message>
        <message>
            <source>Leaky ReLU</source>
            <translation>Leaky ReLU</translation>
        </message>
        <message>
            <source>Left of 0 the slope is 0: a neuron there learns nothing more.</source>
            <translation>0 左侧斜率为 0：那里的神经元再也学不到东西。</translation>
        </message>
        <message>
            <source>Matyas</source>
            <translation>Matyas 函数</translation>
        </message>
        <message>
            <source>McCormick</source>
            <translation>McCormick 函数</translation>
        </message>
        <message>
            <source>Monkey saddle</source>
            <translation>猴鞍面</translation>
        </message>
        <message>
            <source>NaN of a norm</source>
            <translation>范数的 NaN</translation>
        </message>
        <message>
            <source>NaN through where</source>
            <translation>where 漏出的 NaN</translation>
        </message>
        <message>
            <source>Narrow parabola</source>
            <translation>窄抛物线</translation>
        </message>
        <message>
            <source>Near 0 the waves are narrower than any pixel and any step.</source>
            <translation>0 附近的波比任何像素、任何一步都窄。</translation>
        </message>
        <message>
            <source>No slope at 0: TensorFlow says 0 there, and x hops about the kink.</source>
            <translation>0 处没有斜率：TensorFlow 取 0，x 在折角两侧来回跳。</translation>
        </message>
        <message>
            <source>Overflow</source>
            <translation>溢出</translation>
        </message>
        <message>
            <source>Parabola</source>
            <translation>抛物线</translation>
        </message>
        <message>
            <source>Plateau</source>
            <translation>平台</translation>
        </message>
        <message>
            <source>Pole</source>
            <translation>极点</translation>
        </message>
        <message>
            <source>Rastrigin</source>
            <translation>Rastrigin 函数</translation>
        </message>
        <message>
            <source>Rastrigin slice</source>
            <translation>Rastrigin 函数的截面</translation>
        </message>
        <message>
            <source>Ravine</source>
            <translation>峡谷</translation>
        </message>
        <message>
            <source>ReLU</source>
            <translation>ReLU</translation>
        </message>
        <message>
            <source>Resting place</source>
            <translation>水平拐点</translation>
        </message>
        <message>
            <source>Right of 88.7 this softplus is infinite in float32; softplus(x) is not.</source>
            <translation>在 88.7 右侧，这样写的 softplus 在 float32 中是无穷大，softplus(x) 则不会。</translation>
        </message>
        <message>
            <source>Ripples around a funnel; at its tip the gradient is 0 times infinity.</source>
            <translation>环绕漏斗的涟漪；尖端处的梯度是 0 乘无穷大。</translation>
        </message>
        <message>
            <source>Rosenbrock</source>
            <translation>Rosenbrock 函数</translation>
        </message>
        <message>
            <source>Runge’s function</source>
            <translation>Runge 函数</translation>
        </message>
        <message>
            <source>Saddle</source>
            <translation>鞍面</translation>
        </message>
        <message>
            <source>Saturated sigmoid</source>
            <translation>饱和的 sigmoid</translation>
        </message>
        <message>
            <source>SiLU</source>
            <translation>SiLU</translation>
        </message>
        <message>
            <source>Sine</source>
            <translation>正弦</translation>
        </message>
        <message>
            <source>Sine over x</source>
            <translation>正弦除以 x</translation>
        </message>
        <message>
            <source>Six minima; the two lowest lie opposite each other.</source>
            <translation>六个极小值，最低的两个关于原点对称。</translation>
        </message>
        <message>
            <source>Six-hump camel</source>
            <translation>六峰驼背函数</translation>
        </message>
        <message>
            <source>Smooth in value and slope at 0, but f″ jumps there.</source>
            <translation>在 0 处函数值和斜率都连续，f″ 却有跳跃。</translation>
        </message>
        <message>
            <source>Softplus</source>
            <translation>Softplus</translation>
        </message>
        <message>
            <source>Sphere</source>
            <translation>球函数</translation>
        </message>
        <message>
            <source>Square root</source>
            <translation>平方根</translation>
        </message>
        <message>
            <source>Squared error of a sigmoid</source>
            <translation>sigmoid 的平方误差</translation>
        </message>
        <message>
            <source>Staircase</source>
            <translation>阶梯</translation>
        </message>
        <message>
            <source>Steep walls at the corners and a flat floor around the minimum.</source>
            <translation>四角是陡壁，极小值周围是平地。</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>阶跃</translation>
        </message>
        <message>
            <source>Styblinski–Tang</source>
            <translation>Styblinski–Tang 函数</translation>
        </message>
        <message>
            <source>Tangent</source>
            <translation>正切</translation>
        </message>
        <message>
            <source>TensorFlow’s gradient of floor is None: no step is taken.</source>
            <translation>TensorFlow 对 floor 给出的梯度是 None：一步也走不了。</translation>
        </message>
        <message>
            <source>The factorial between the whole numbers, with a pole at 0, −1, −2 …</source>
            <translation>把阶乘推广到整数之间，在 0、−1、−2……处有极点。</translation>
        </message>
        <message>
            <source>The lesson’s function: its slope is 4x, its curvature 4.</source>
            <translation>导学中的函数：斜率为 4x，曲率为 4。</translation>
        </message>
        <message>
            <source>The logarithm keeps x above 0 until one step is too long.</source>
            <translation>对数使 x 保持大于 0，直到某一步迈得太大。</translation>
        </message>
        <message>
            <source>The minimum is at 1/e; left of 0 there is no real logarithm.</source>
            <translation>极小值点在 1/e；0 左侧没有实对数。</translation>
        </message>
        <message>
            <source>The same neuron with a slope near −1: the more wrong, the faster.</source>
            <translation>同一个神经元，斜率接近 −1：错得越多，学得越快。</translation>
        </message>
        <message>
            <source>Three minima of the same depth along a bent valley.</source>
            <translation>弯谷中有三个同样深的极小值。</translation>
        </message>
        <message>
            <source>Three minima, of which the one in the middle is lowest.</source>
            <translation>三个极小值，中间的最低。</translation>
        </message>
        <message>
            <source>Three ways down from a place where even the curvature is 0.</source>
            <translation>从一个连曲率也为 0 的点，有三条路可下山。</translation>
        </message>
        <message>
            <source>Three-hump camel</source>
            <translation>三峰驼背函数</translation>
        </message>
        <message>
            <source>Tilted double well</source>
            <translation>倾斜的双阱</translation>
        </message>
        <message>
            <source>Two minima; the start alone decides which one is reached.</source>
            <translation>两个极小值；到达哪一个，只取决于起点。</translation>
        </message>
        <message>
            <source>Where 0 is chosen, the slope of the logarithm still leaks in as NaN.</source>
            <translation>即使选中的是 0，对数的斜率仍会以 NaN 的形式漏进来。</translation>
        </message>
        <message>
            <source>f″ is 0 at the minimum, so that every step is smaller than the last.</source>
            <translation>极小值点处 f″ 为 0，所以步子一步比一步小。</translation>
        </message>
        <message>
            <source>x times its sigmoid: a smooth ReLU whose minimum is near −1.28.</source>
            <translation>x 乘以它的 sigmoid：光滑的 ReLU，极小值点在 −1.28 附近。</translation>
        </message>
        <message>
            <source>x times the chance that a normal number is smaller; smooth, with a dip.</source>
            <translation>x 乘以正态随机数小于 x 的概率；光滑，略有下凹。</translation>
        </message>
        <message>
            <source>x to the x</source>
            <translation>x 的 x 次方</translation>
        </message>
        <message>
            <source>√(x²) is |x|, but at 0 its slope is 0 times infinity.</source>
            <translation>√(x²) 就是 |x|，但在 0 处斜率是 0 乘无穷大。</translation>
        </message>
    </context>
    <context>
        <name>Caveats</name>
        <message>
            <source>TensorFlow has no gradient for {operation} and answers None; {label} is flat between its jumps, so mathematics says 0.</source>
            <translation>TensorFlow 没有 {operation} 的梯度，回答 None；{label} 在跳跃之间是平的，所以数学上导数为 0。</translation>
        </message>
        <message>
            <source>The slope of {label} grows without bound towards 0; TensorFlow answers inf there, and inf times 0 further back makes NaN.</source>
            <translation>自变量趋于 0 时 {label} 的斜率无限增大；TensorFlow 在该处给出 inf，再往回传时 inf 乘 0 得 NaN。</translation>
        </message>
        <message>
            <source>where does not take {label} here, and yet its slope leaks: 0 times a slope that is not finite makes NaN.</source>
            <translation>where 在此处没有选 {label}，它的斜率却仍会漏出：0 乘以非有限的斜率得 NaN。</translation>
        </message>
        <message>
            <source>{label} has a corner here, where mathematics has no derivative; TensorFlow takes the slope {slope}.</source>
            <translation>{label} 在此处有折角，数学上没有导数；TensorFlow 取斜率 {slope}。</translation>
        </message>
        <message>
            <source>{label} has no value here, so mathematics knows no derivative; TensorFlow gives the slope {slope} all the same.</source>
            <translation>{label} 在此处没有值，数学上也就没有导数；TensorFlow 仍给出斜率 {slope}。</translation>
        </message>
        <message>
            <source>{symbol} is {value}; TensorFlow answers NaN, as its gradient of a power multiplies 0 by 0⁻¹ where {base} is 0.</source>
            <translation>{symbol} 是 {value}；TensorFlow 却给出 NaN，因为在 {base} 为 0 处，它的幂的梯度会用 0 乘 0⁻¹。</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>{count} more</source>
            <translation>其余 {count} 个</translation>
        </message>
    </context>
    <context>
        <name>Clinic</name>
        <message>
            <source>A Variable minus a number is a plain tensor. The name x now stands for that tensor, and no tape watches it.</source>
            <translation>Variable 减去一个数，得到的是普通张量。此后 x 这个名字指向该张量，没有梯度带监视它。</translation>
        </message>
        <message>
            <source>A Variable’s state blocks the gradient: the tape knows that y was read from x, and not that x once got its value from start.</source>
            <translation>Variable 的状态挡住了梯度：梯度带知道 y 读自 x，却不知道 x 的值曾来自 start。</translation>
        </message>
        <message>
            <source>A persistent tape keeps its recording until the tape itself is let go.</source>
            <translation>持久的梯度带一直保留记录，直到梯度带本身被释放。</translation>
        </message>
        <message>
            <source>A tape frees what it recorded as soon as it has answered once, to save memory.</source>
            <translation>为节省内存，梯度带回答一次之后就释放全部记录。</translation>
        </message>
        <message>
            <source>A tensor made inside the with is a step on the tape; a state is not.</source>
            <translation>在 with 内生成的张量是梯度带上的一步，状态则不是。</translation>
        </message>
        <message>
            <source>All the work from x to z is done while the tape runs.</source>
            <translation>从 x 到 z 的全部计算都在梯度带运行期间完成。</translation>
        </message>
        <message>
            <source>As written</source>
            <translation>原写法</translation>
        </message>
        <message>
            <source>Constant not watched</source>
            <translation>常量未被监视</translation>
        </message>
        <message>
            <source>Cure: Jacobian</source>
            <translation>改法：雅可比矩阵</translation>
        </message>
        <message>
            <source>Cure: NumPy last</source>
            <translation>改法：最后才用 NumPy</translation>
        </message>
        <message>
            <source>Cure: a tape for each</source>
            <translation>改法：各用一条梯度带</translation>
        </message>
        <message>
            <source>Cure: ask for what is used</source>
            <translation>改法：对用到的变量求</translation>
        </message>
        <message>
            <source>Cure: ask for zero</source>
            <translation>改法：要求给 0</translation>
        </message>
        <message>
            <source>Cure: ask inside</source>
            <translation>改法：在内部求</translation>
        </message>
        <message>
            <source>Cure: cast first</source>
            <translation>改法：先转换类型</translation>
        </message>
        <message>
            <source>Cure: hand on a tensor</source>
            <translation>改法：传递张量</translation>
        </message>
        <message>
            <source>Cure: make it a variable</source>
            <translation>改法：改成变量</translation>
        </message>
        <message>
            <source>Cure: one target</source>
            <translation>改法：单一目标</translation>
        </message>
        <message>
            <source>Cure: persistent</source>
            <translation>改法：设为持久</translation>
        </message>
        <message>
            <source>Cure: round later</source>
            <translation>改法：以后再取整</translation>
        </message>
        <message>
            <source>Cure: stay in TensorFlow</source>
            <translation>改法：留在 TensorFlow 中</translation>
        </message>
        <message>
            <source>Cure: stop a part only</source>
            <translation>改法：只截断一部分</translation>
        </message>
        <message>
            <source>Cure: straight through</source>
            <translation>改法：直通估计</translation>
        </message>
        <message>
            <source>Cure: update it</source>
            <translation>改法：就地更新</translation>
        </message>
        <message>
            <source>Cure: watch it</source>
            <translation>改法：监视它</translation>
        </message>
        <message>
            <source>Cure: work inside</source>
            <translation>改法：在内部计算</translation>
        </message>
        <message>
            <source>Cure: write the point</source>
            <translation>改法：写上小数点</translation>
        </message>
        <message>
            <source>Every step from x to z is a TensorFlow operation again.</source>
            <translation>从 x 到 z 的每一步又都是 TensorFlow 运算。</translation>
        </message>
        <message>
            <source>Integer dtype</source>
            <translation>整数类型</translation>
        </message>
        <message>
            <source>Jacobian of a list</source>
            <translation>列表的雅可比矩阵</translation>
        </message>
        <message>
            <source>NumPy detour</source>
            <translation>绕道 NumPy</translation>
        </message>
        <message>
            <source>NumPy gets the number to plot or print, and the gradient is asked of the tensor.</source>
            <translation>NumPy 只拿到用于绘图或打印的数，梯度则对张量求。</translation>
        </message>
        <message>
            <source>One scalar target, one gradient: dy/dx alone.</source>
            <translation>一个标量目标，一个梯度：只有 dy/dx。</translation>
        </message>
        <message>
            <source>Only the factor y counts as a constant: z still depends on x, with the value of y as its slope.</source>
            <translation>只有因子 y 被当作常量：z 仍依赖 x，斜率就是 y 的值。</translation>
        </message>
        <message>
            <source>Operation without gradient</source>
            <translation>运算没有梯度</translation>
        </message>
        <message>
            <source>Outer tape closed</source>
            <translation>外层梯度带已关闭</translation>
        </message>
        <message>
            <source>Overwritten variable</source>
            <translation>变量被覆盖</translation>
        </message>
        <message>
            <source>Reverse and forward mode</source>
            <translation>反向模式与前向模式</translation>
        </message>
        <message>
            <source>State by assign</source>
            <translation>用 assign 存状态</translation>
        </message>
        <message>
            <source>Tape used twice</source>
            <translation>梯度带用了两次</translation>
        </message>
        <message>
            <source>Target not a scalar</source>
            <translation>目标不是标量</translation>
        </message>
        <message>
            <source>TensorFlow registers floor as not differentiable: it is flat between its jumps, so the path from z back to x ends there.</source>
            <translation>TensorFlow 把 floor 登记为不可微：它在跳跃之间是平的，所以从 z 回到 x 的路到此为止。</translation>
        </message>
        <message>
            <source>The gradient is asked of the float32 tensor, watched from its start.</source>
            <translation>对 float32 张量求梯度，它从一开始就被监视。</translation>
        </message>
        <message>
            <source>The lesson</source>
            <translation>导学示例</translation>
        </message>
        <message>
            <source>The slope is computed after the outer tape has closed, so the outer tape never saw how it depends on x.</source>
            <translation>斜率在外层梯度带关闭之后才计算，所以外层没有看到它怎样依赖 x。</translation>
        </message>
        <message>
            <source>Two tapes record the same work, and each answers once.</source>
            <translation>两条梯度带记录同样的计算，各回答一次。</translation>
        </message>
        <message>
            <source>Variable not used</source>
            <translation>变量未用到</translation>
        </message>
        <message>
            <source>With a decimal point it is a float32, which the tape follows.</source>
            <translation>带小数点就是 float32，梯度带会跟踪它。</translation>
        </message>
        <message>
            <source>Without a decimal point TensorFlow makes an int32. Whole numbers cannot move a little, so no tape follows them.</source>
            <translation>不带小数点时，TensorFlow 生成 int32。整数无法作微小变动，所以梯度带不跟踪整数。</translation>
        </message>
        <message>
            <source>Work outside the with</source>
            <translation>计算写在 with 之外</translation>
        </message>
        <message>
            <source>assign_sub changes what the Variable holds; x stays a Variable.</source>
            <translation>assign_sub 改变 Variable 所存的值，x 仍是 Variable。</translation>
        </message>
        <message>
            <source>gradient adds the targets up before it derives: this is dy/dx + 3, not two answers.</source>
            <translation>gradient 求导前先把各目标相加：结果是 dy/dx + 3，而不是两个答案。</translation>
        </message>
        <message>
            <source>gradient takes a list of targets; jacobian wants one tensor with a shape.</source>
            <translation>gradient 接受目标的列表；jacobian 则要一个有形状的张量。</translation>
        </message>
        <message>
            <source>jacobian keeps the targets apart: one entry for each.</source>
            <translation>jacobian 把各目标分开：每个目标一个元素。</translation>
        </message>
        <message>
            <source>numpy() hands out a bare number. The tape does not see what NumPy does with it, and the tensor made from the result is a new constant.</source>
            <translation>numpy() 给出的只是数。梯度带看不到 NumPy 拿它做了什么，由结果生成的张量是新的常量。</translation>
        </message>
        <message>
            <source>stop_gradient</source>
            <translation>stop_gradient</translation>
        </message>
        <message>
            <source>stop_gradient hands on the value and cuts the path behind it, as it is meant to.</source>
            <translation>stop_gradient 把值传下去，并切断身后的路径，这正是它的用途。</translation>
        </message>
        <message>
            <source>unconnected_gradients=ZERO says 0 instead. It hides real mistakes too: use it only where 0 is meant.</source>
            <translation>unconnected_gradients=ZERO 改为给出 0。它也会掩盖真正的错误：只在确实要 0 时使用。</translation>
        </message>
        <message>
            <source>y is derived before it is rounded; z is for showing only.</source>
            <translation>先对 y 求导再取整；z 只用于显示。</translation>
        </message>
        <message>
            <source>y is not computed from other. TensorFlow says None rather than 0.</source>
            <translation>y 不是由 other 算出的。TensorFlow 回答 None，而不是 0。</translation>
        </message>
        <message>
            <source>y was computed before the tape ran. The tape saw only 3 · y, where y is a constant to it.</source>
            <translation>y 在梯度带运行之前就已算出。梯度带只看到 3 · y，其中 y 对它是常量。</translation>
        </message>
        <message>
            <source>z is the floor of y, and the gradient is that of y: the straight-through estimator pretends that floor has slope 1.</source>
            <translation>z 是 y 向下取整，梯度却取 y 的梯度：直通估计假定 floor 的斜率为 1。</translation>
        </message>
    </context>
    <context>
        <name>Code</name>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
    </context>
    <context>
        <name>Command</name>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>{name}: {choice}</source>
            <translation>{name}：{choice}</translation>
        </message>
        <message>
            <source>{page}: {command}</source>
            <translation>{page}：{command}</translation>
        </message>
    </context>
    <context>
        <name>Data</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
    </context>
    <context>
        <name>Descent</name>
        <message>
            <source>At the minimum, x = {x}, f is flatter than a parabola: theory marks no rate.</source>
            <translation>极小值点 x = {x} 处 f 比抛物线更平，理论不标出任何学习率。</translation>
        </message>
        <message>
            <source>At the minimum, x = {x}, f″ has no value: theory marks no rate.</source>
            <translation>极小值点 x = {x} 处 f″ 没有值，理论不标出任何学习率。</translation>
        </message>
        <message>
            <source>Basins of attraction</source>
            <translation>吸引域</translation>
        </message>
        <message>
            <source>Colour: scheme</source>
            <translation>颜色：差分格式</translation>
        </message>
        <message>
            <source>Compare with…</source>
            <translation>添加对比…</translation>
        </message>
        <message>
            <source>Convergence</source>
            <translation>收敛</translation>
        </message>
        <message>
            <source>Critical points</source>
            <translation>驻点</translation>
        </message>
        <message>
            <source>Dash: precision</source>
            <translation>线型：精度</translation>
        </message>
        <message>
            <source>Derivatives</source>
            <translation>导数</translation>
        </message>
        <message>
            <source>Derivatives to</source>
            <translation>导数阶数</translation>
        </message>
        <message>
            <source>Derivatives up to</source>
            <translation>最高阶导数</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>不同</translation>
        </message>
        <message>
            <source>Finite differences</source>
            <translation>有限差分</translation>
        </message>
        <message>
            <source>Five can be compared at once. Take one away first.</source>
            <translation>最多同时比较五个，先移除一个。</translation>
        </message>
        <message>
            <source>Formula</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>Function and descent</source>
            <translation>函数与下降</translation>
        </message>
        <message>
            <source>Function f(x)</source>
            <translation>函数 f(x)</translation>
        </message>
        <message>
            <source>Gradient noise σ</source>
            <translation>梯度噪声 σ</translation>
        </message>
        <message>
            <source>Hear the curve</source>
            <translation>聆听曲线</translation>
        </message>
        <message>
            <source>Hear the point as it moves, or no more</source>
            <translation>聆听移动的点，或停止</translation>
        </message>
        <message>
            <source>Keras follows</source>
            <translation>Keras 的结果随后给出</translation>
        </message>
        <message>
            <source>Keras holds the rate in float32: {rate}</source>
            <translation>Keras 以 float32 保存学习率：{rate}</translation>
        </message>
        <message>
            <source>Largest relative distance of the tape, x from {low} to {high}, without jumps:</source>
            <translation>梯度带的最大相对偏差，x 从 {low} 到 {high}，不含跳跃处：</translation>
        </message>
        <message>
            <source>Largest relative distance of the tape, x from {low} to {high}:</source>
            <translation>最大相对偏差，x 从 {low} 到 {high}：</translation>
        </message>
        <message>
            <source>Last update</source>
            <translation>上一次更新</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Learning rate of {optimiser}</source>
            <translation>{optimiser} 的学习率</translation>
        </message>
        <message>
            <source>Maximum at x = {x}, a corner or cusp</source>
            <translation>x = {x} 处的极大值，是角点或尖点</translation>
        </message>
        <message>
            <source>Maximum at x = {x}, f″ = {curvature}</source>
            <translation>极大值点 x = {x}，f″ = {curvature}</translation>
        </message>
        <message>
            <source>Minimum at x = {x}, a corner or cusp</source>
            <translation>x = {x} 处的极小值，是角点或尖点</translation>
        </message>
        <message>
            <source>Minimum at x = {x}, f″ = {curvature}</source>
            <translation>极小值点 x = {x}，f″ = {curvature}</translation>
        </message>
        <message>
            <source>Near</source>
            <translation>接近</translation>
        </message>
        <message>
            <source>Next update</source>
            <translation>下一次更新</translation>
        </message>
        <message>
            <source>No minimum is known downhill of the start.</source>
            <translation>起点下坡方向没有已知的极小值。</translation>
        </message>
        <message>
            <source>No updates</source>
            <translation>没有更新</translation>
        </message>
        <message>
            <source>Optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Optimiser’s parameters</source>
            <translation>优化器的参数</translation>
        </message>
        <message>
            <source>Osculating parabola</source>
            <translation>密切抛物线</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Point of inflection at x = {x}, f″ = {curvature}</source>
            <translation>拐点 x = {x}，f″ = {curvature}</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>预览</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Rate and curvature</source>
            <translation>学习率与曲率</translation>
        </message>
        <message>
            <source>Rate over the updates</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>Safe form: {source}</source>
            <translation>安全写法：{source}</translation>
        </message>
        <message>
            <source>Same bits</source>
            <translation>逐位相同</translation>
        </message>
        <message>
            <source>Schedule, noise, rivals</source>
            <translation>调度、噪声、对手</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Set {rate}</source>
            <translation>设为 {rate}</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Start x</source>
            <translation>起点 x</translation>
        </message>
        <message>
            <source>Take {optimiser} away</source>
            <translation>移除 {optimiser}</translation>
        </message>
        <message>
            <source>Tangent line</source>
            <translation>切线</translation>
        </message>
        <message>
            <source>TensorFlow and mathematics part here</source>
            <translation>TensorFlow 与数学在此不一致</translation>
        </message>
        <message>
            <source>The minimum at x = {x} is a corner or a cusp: f′ does not exist there, and theory marks no rate.</source>
            <translation>x = {x} 处的极小值是角点或尖点：f′ 在此处不存在，理论不标出任何学习率。</translation>
        </message>
        <message>
            <source>Theory marks rates for SGD, Momentum and Nesterov at one rate without noise, where f″ hardly changes between start and minimum. Here only the map of rates tells.</source>
            <translation>理论只为学习率恒定、没有噪声的 SGD、动量和 Nesterov 标出学习率，并且 f″ 在起点与极小值之间几乎不变。这里只有学习率图能说明。</translation>
        </message>
        <message>
            <source>They part</source>
            <translation>结果有出入</translation>
        </message>
        <message>
            <source>This view as TensorFlow</source>
            <translation>当前视图的 TensorFlow 程序</translation>
        </message>
        <message>
            <source>Three ways agree</source>
            <translation>三种方法一致</translation>
        </message>
        <message>
            <source>Two ways agree</source>
            <translation>两种方法一致</translation>
        </message>
        <message>
            <source>Update {before} → {after} takes the rate {rate}</source>
            <translation>第 {before} → {after} 次更新所用学习率为 {rate}</translation>
        </message>
        <message>
            <source>Update {cursor} of {updates}</source>
            <translation>更新 {cursor} / {updates}</translation>
        </message>
        <message>
            <source>Updates</source>
            <translation>更新次数</translation>
        </message>
        <message>
            <source>Updates of</source>
            <translation>更新所属</translation>
        </message>
        <message>
            <source>Updates per second</source>
            <translation>每秒更新次数</translation>
        </message>
        <message>
            <source>Updates/s</source>
            <translation>次/秒</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>by the tape</source>
            <translation>由梯度带求得</translation>
        </message>
        <message>
            <source>central</source>
            <translation>中心</translation>
        </message>
        <message>
            <source>central, {dtype}</source>
            <translation>中心差分，{dtype}</translation>
        </message>
        <message>
            <source>exact, not by the tape</source>
            <translation>精确求导，并非来自梯度带</translation>
        </message>
        <message>
            <source>f* = {value} at the minimum downhill of the start.</source>
            <translation>f* = {value}，即起点下坡方向的极小值处的 f。</translation>
        </message>
        <message>
            <source>fastest</source>
            <translation>最快</translation>
        </message>
        <message>
            <source>forward</source>
            <translation>前向</translation>
        </message>
        <message>
            <source>forward, {dtype}</source>
            <translation>前向差分，{dtype}</translation>
        </message>
        <message>
            <source>near the minimum</source>
            <translation>在极小值附近</translation>
        </message>
        <message>
            <source>network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>next {x}</source>
            <translation>下一步 {x}</translation>
        </message>
        <message>
            <source>stable</source>
            <translation>稳定</translation>
        </message>
        <message>
            <source>start {x}</source>
            <translation>起点 {x}</translation>
        </message>
        <message>
            <source>step h</source>
            <translation>步长 h</translation>
        </message>
        <message>
            <source>tangent</source>
            <translation>切线</translation>
        </message>
        <message>
            <source>tape</source>
            <translation>梯度带</translation>
        </message>
        <message>
            <source>tape, {dtype}</source>
            <translation>梯度带，{dtype}</translation>
        </message>
        <message>
            <source>update</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>{count} updates</source>
            <translation>{count} 次更新</translation>
        </message>
        <message>
            <source>{derivative} at x is {value}; TensorFlow answers NaN</source>
            <translation>{derivative} 在 x 处是 {value}；TensorFlow 给出 NaN</translation>
        </message>
        <message>
            <source>{derivative}: difference {difference}</source>
            <translation>{derivative}：对差分 {difference}</translation>
        </message>
        <message>
            <source>{derivative}: exact {exact}, difference {difference}</source>
            <translation>{derivative}：对精确值 {exact}，对差分 {difference}</translation>
        </message>
        <message>
            <source>{done} of {all} updates so far.</source>
            <translation>已完成 {done} / {all} 次更新。</translation>
        </message>
    </context>
    <context>
        <name>Documents</name>
        <message>
            <source>Documents of Gradient Explorer</source>
            <translation>Gradient Explorer 文档</translation>
        </message>
        <message>
            <source>Documents, and files that carry a link</source>
            <translation>文档及含有链接的文件</translation>
        </message>
        <message>
            <source>Name or link:</source>
            <translation>名称或链接：</translation>
        </message>
        <message>
            <source>Open a document, a run’s folder, or a link</source>
            <translation>打开文档、运行的文件夹或链接</translation>
        </message>
        <message>
            <source>Save as a document</source>
            <translation>另存为文档</translation>
        </message>
        <message>
            <source>The document is of a newer Gradient Explorer ({program}). Install that one to open it.</source>
            <translation>该文档由更新版本的 Gradient Explorer（{program}）保存。请安装该版本后再打开。</translation>
        </message>
        <message>
            <source>There is no link of Gradient Explorer here. Open a document ({ending}), or a program, a notebook or a text with a link in it.</source>
            <translation>这里没有 Gradient Explorer 的链接。请打开文档（{ending}），或打开含有链接的程序、笔记本或文本。</translation>
        </message>
        <message>
            <source>This is no document of Gradient Explorer. Open one that ends in .gex.</source>
            <translation>这不是 Gradient Explorer 文档。请打开以 .gex 结尾的文件。</translation>
        </message>
        <message>
            <source>This is too much for a link. Save it as a document instead.</source>
            <translation>内容过多，无法放入链接。请改为保存成文档。</translation>
        </message>
        <message>
            <source>{entry} cannot be used; it is as at a first start.</source>
            <translation>{entry} 无法使用，已恢复为初次启动时的值。</translation>
        </message>
        <message>
            <source>{entry} is not known to this version; it is kept when the document is saved.</source>
            <translation>此版本不认识 {entry}；保存文档时会原样保留。</translation>
        </message>
        <message>
            <source>{path} cannot be opened: {reason}. Choose another file.</source>
            <translation>无法打开 {path}：{reason}。请选择其他文件。</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>A comma stands between arguments only. Write decimals with a point: 0.5.</source>
            <translation>逗号只用于分隔参数。小数用点来写：0.5。</translation>
        </message>
        <message>
            <source>A comparison is needed here. Type for example x &lt; 0.</source>
            <translation>此处需要比较式，例如输入 x &lt; 0。</translation>
        </message>
        <message>
            <source>A comparison is no number. Choose between two by x &lt; 0 ? 1 : 2, for example.</source>
            <translation>比较式不是数。要二选一，可写 x &lt; 0 ? 1 : 2。</translation>
        </message>
        <message>
            <source>A factorial is written with gamma. For x! type gamma(x + 1).</source>
            <translation>阶乘用 gamma 来写。要表示 x!，请输入 gamma(x + 1)。</translation>
        </message>
        <message>
            <source>A grid makes runs of its own. Leave out --run and --resume.</source>
            <translation>网格会自己新建运行。请去掉 --run 和 --resume。</translation>
        </message>
        <message>
            <source>A hidden layer must have from 1 to {most} units. Type for example 128.</source>
            <translation>隐藏层的单元数须为 1 到 {most}，例如输入 128。</translation>
        </message>
        <message>
            <source>A remainder is written with floor. For x mod 2 type x - 2*floor(x/2).</source>
            <translation>余数用 floor 来写。要表示 x mod 2，请输入 x - 2*floor(x/2)。</translation>
        </message>
        <message>
            <source>A run cannot go on with another {field}. Start a new run for it.</source>
            <translation>续训时不能更改 {field}。要更改，就开始新的运行。</translation>
        </message>
        <message>
            <source>A run is going: its optimiser is fixed. Stop the run first.</source>
            <translation>训练正在进行，其优化器已固定。请先停止训练。</translation>
        </message>
        <message>
            <source>A run is under way. Stop it first.</source>
            <translation>运行正在进行。先停止它。</translation>
        </message>
        <message>
            <source>A slice takes from 1 to {most} images. Type for example 1000.</source>
            <translation>一个切片使用 1 到 {most} 张图像。例如输入 1000。</translation>
        </message>
        <message>
            <source>An MP4 needs PyAV, which is not installed. Run: pip install av, or choose WebP or GIF.</source>
            <translation>MP4 需要 PyAV，但尚未安装。请运行：pip install av，或选择 WebP 或 GIF。</translation>
        </message>
        <message>
            <source>An operator is missing before “{sign}”. Type for example *.</source>
            <translation>“{sign}”之前缺少运算符，例如输入 *。</translation>
        </message>
        <message>
            <source>Another program trains in {folder}. Follow it, or choose another folder.</source>
            <translation>另一个程序正在 {folder} 中训练。跟随它，或另选文件夹。</translation>
        </message>
        <message>
            <source>Give --start one number for f(x), or two such as 1,2 for f(x, y).</source>
            <translation>--start 对 f(x) 给一个数，对 f(x, y) 给两个数，例如 1,2。</translation>
        </message>
        <message>
            <source>Give a function, for example "2*x**2", or a session that has one.</source>
            <translation>请给出函数，例如 "2*x**2"，或含有函数的会话。</translation>
        </message>
        <message>
            <source>Give one function: f(x) by itself, or f(x, y) with --function-2d.</source>
            <translation>只给一个函数：直接写 f(x)，或用 --function-2d 给出 f(x, y)。</translation>
        </message>
        <message>
            <source>No optimiser takes part. Let one take part first.</source>
            <translation>没有优化器参加。请先让一个参加。</translation>
        </message>
        <message>
            <source>One compiled call makes from 1 to {most} updates. Give for example 100.</source>
            <translation>一次编译调用可执行 1 到 {most} 次更新。例如可填 100。</translation>
        </message>
        <message>
            <source>One direction spans no plane. Choose two different ones.</source>
            <translation>一个方向张不成平面。选择两个不同的方向。</translation>
        </message>
        <message>
            <source>Parts of the log in {folder} are damaged or missing; they are left out.</source>
            <translation>{folder} 中的日志有部分损坏或缺失，已略去。</translation>
        </message>
        <message>
            <source>Something is missing at the end. Type a number or a variable there.</source>
            <translation>末尾缺少内容。在那里输入数或变量。</translation>
        </message>
        <message>
            <source>TF_CONFIG does not name a cluster and this worker’s place in it. Set it for example to {example}.</source>
            <translation>TF_CONFIG 没有写明集群和本进程在其中的位置。例如设为 {example}。</translation>
        </message>
        <message>
            <source>TensorFlow is still being loaded. Try again in a moment.</source>
            <translation>TensorFlow 还在加载。稍后再试。</translation>
        </message>
        <message>
            <source>The L2 factor must be a number from 0 to 1. Type for example 0.0001.</source>
            <translation>L2 系数须为 0 到 1 的数，例如输入 0.0001。</translation>
        </message>
        <message>
            <source>The batch size must be a whole number from 1 to {most}. Type for example 128.</source>
            <translation>批次大小须为 1 到 {most} 的整数，例如输入 128。</translation>
        </message>
        <message>
            <source>The checkpoint is of another network. Resume with the run’s own settings.</source>
            <translation>检查点属于另一个网络。用该次运行自己的设置继续。</translation>
        </message>
        <message>
            <source>The connection to {host} broke off. Nothing of the file was kept; try again.</source>
            <translation>与 {host} 的连接中断。没有保留该文件的任何内容；请再试一次。</translation>
        </message>
        <message>
            <source>The exact derivative takes longer than {seconds:g} seconds. Shorten the formula.</source>
            <translation>求精确导数超过了 {seconds:g} 秒。缩短公式。</translation>
        </message>
        <message>
            <source>The files of {name} cannot be written ({reason}). Free some room, or open a folder with them.</source>
            <translation>无法写入 {name} 的文件（{reason}）。请腾出空间，或打开含有它们的文件夹。</translation>
        </message>
        <message>
            <source>The folder {folder} lacks {file}. Copy it there or choose another folder.</source>
            <translation>文件夹 {folder} 中缺少 {file}。把它复制过去，或另选文件夹。</translation>
        </message>
        <message>
            <source>The formula has {count} parts, and {most} are the limit. Shorten it.</source>
            <translation>公式有 {count} 个部分，上限是 {most}。缩短公式。</translation>
        </message>
        <message>
            <source>The formula has {length} characters, and {most} are the limit. Shorten it.</source>
            <translation>公式有 {length} 个字符，上限是 {most}。缩短公式。</translation>
        </message>
        <message>
            <source>The formula is empty. Type for example 2*x**2.</source>
            <translation>公式是空的，例如输入 2*x**2。</translation>
        </message>
        <message>
            <source>The formula nests deeper than {most} levels here. Shorten it.</source>
            <translation>公式在此处的嵌套超过 {most} 层。缩短公式。</translation>
        </message>
        <message>
            <source>The grid has {count} runs, at most {most} can be made. Leave some choices out.</source>
            <translation>网格共有 {count} 次运行，最多可做 {most} 次。请去掉一些选项。</translation>
        </message>
        <message>
            <source>The interval must be a whole number of steps, at most {most}. Type for example 100.</source>
            <translation>间隔必须是整数步数，最多 {most}。例如可填 100。</translation>
        </message>
        <message>
            <source>The mean image is subtracted where the number of images is chosen. Choose that, for example 1000.</source>
            <translation>只有选定了图像数量，才会减去平均图像。请先选定数量，例如 1000。</translation>
        </message>
        <message>
            <source>The noise must be from 0 to {highest}. Type for example 0.5.</source>
            <translation>噪声须在 0 到 {highest} 之间，例如输入 0.5。</translation>
        </message>
        <message>
            <source>The number must be finite. Type for example 0.01.</source>
            <translation>须为有限的数，例如输入 0.01。</translation>
        </message>
        <message>
            <source>The number of images must be a whole number from 1 to {most}, or 0 for all of them. Type for example 1000.</source>
            <translation>图像数量须为 1 到 {most} 的整数，0 表示全部。例如输入 1000。</translation>
        </message>
        <message>
            <source>The number of points must be odd, from 3 to {most}. Type for example 41.</source>
            <translation>点数必须是 3 到 {most} 之间的奇数。例如输入 41。</translation>
        </message>
        <message>
            <source>The number of steps must be a whole number from 1 to {most}. Type for example 2000.</source>
            <translation>步数须为 1 到 {most} 的整数，例如输入 2000。</translation>
        </message>
        <message>
            <source>The number of updates must be from 1 to {most}. Type for example 100.</source>
            <translation>更新次数须在 1 到 {most} 之间，例如输入 100。</translation>
        </message>
        <message>
            <source>The numbers of {name} are not on this computer. Open the slice again on the page MNIST, view Landscape.</source>
            <translation>{name} 的数值不在这台计算机上。请在 MNIST 页面的“损失地形”视图中重新打开该切片。</translation>
        </message>
        <message>
            <source>The optimiser’s memory was not kept at this step, so its next update is not known. Choose the last step, or another direction.</source>
            <translation>这一步没有保存优化器的记忆，所以不知道它的下一次更新。请选择最后一步，或另一个方向。</translation>
        </message>
        <message>
            <source>The plane of a path needs {fewest} kept steps at least. Train longer.</source>
            <translation>路径的平面至少需要 {fewest} 个已保存的步。请训练更久。</translation>
        </message>
        <message>
            <source>The process of the run was ended from outside ({reason}). Train anew, or go on from the last checkpoint of a kept run.</source>
            <translation>训练进程被外部终止（{reason}）。请重新训练，或从已保存运行的最后一个检查点继续。</translation>
        </message>
        <message>
            <source>The range must be a number above 0 and at most {most}. Type for example 1.</source>
            <translation>范围必须是大于 0 且不超过 {most} 的数。例如输入 1。</translation>
        </message>
        <message>
            <source>The rate is too small for float32. Type for example 0.01.</source>
            <translation>学习率太小，float32 表示不了。例如输入 0.01。</translation>
        </message>
        <message>
            <source>The rate must be a finite number. Type for example 0.01.</source>
            <translation>学习率须为有限的数，例如输入 0.01。</translation>
        </message>
        <message>
            <source>The rate must be above 0. Type for example 0.01.</source>
            <translation>学习率须大于 0，例如输入 0.01。</translation>
        </message>
        <message>
            <source>The rate must be at most {highest}. Type for example 0.01.</source>
            <translation>学习率最多为 {highest}，例如输入 0.01。</translation>
        </message>
        <message>
            <source>The run has made {step} steps already. Ask for at least as many.</source>
            <translation>这次运行已走了 {step} 步。步数不能比这更少。</translation>
        </message>
        <message>
            <source>The run in {folder} has no whole checkpoint. Start it anew in another folder.</source>
            <translation>{folder} 中的运行没有完整的检查点。在另一个文件夹中重新开始。</translation>
        </message>
        <message>
            <source>The run in {folder} learned from other images. Choose these under Images first.</source>
            <translation>{folder} 里的运行是用别的图像训练的。请先在“图像”下选择它们。</translation>
        </message>
        <message>
            <source>The run in {folder} was made with other images. Give it the same data.</source>
            <translation>{folder} 中的运行用的是别的图像。给它同样的数据。</translation>
        </message>
        <message>
            <source>The run keeps its momentum’s memory: the share must stay above 0. Type for example 0.5.</source>
            <translation>运行保留着动量的记忆：动量须大于 0，例如输入 0.5。</translation>
        </message>
        <message>
            <source>The run’s last updates come out otherwise when they are made again here, as on another machine. So the last one is not known. Choose the next update, or another direction.</source>
            <translation>在这里重新进行这次运行的最后几次更新时，结果与当时不同，就像换了一台机器一样。因此无法得知最后一次更新。选择下一次更新，或另一个方向。</translation>
        </message>
        <message>
            <source>The run’s settings are damaged or of a newer program. Resume with the program that wrote them, or start a new run.</source>
            <translation>这次运行的设置已损坏，或出自更新版本的程序。用写入它的程序继续，或开始新的运行。</translation>
        </message>
        <message>
            <source>The second drop must come after the first. Type a larger number.</source>
            <translation>第二次下调须在第一次之后。输入更大的数。</translation>
        </message>
        <message>
            <source>The seed must be a whole number from 0 to {most}. Type for example 0.</source>
            <translation>种子须为 0 到 {most} 的整数，例如输入 0。</translation>
        </message>
        <message>
            <source>The seed must be from 0 to 2147483647. Type for example 0.</source>
            <translation>种子须在 0 到 2147483647 之间，例如输入 0。</translation>
        </message>
        <message>
            <source>The share must be a number from 0 to below 1. Type for example 0.5.</source>
            <translation>比例须大于或等于 0 且小于 1，例如输入 0.5。</translation>
        </message>
        <message>
            <source>The start is beyond {dtype}, which ends at {highest}. Type a number nearer to 0.</source>
            <translation>起点超出了 {dtype} 的范围，它最大到 {highest}。输入离 0 更近的数。</translation>
        </message>
        <message>
            <source>The start must be a finite number. Type for example 3.</source>
            <translation>起点须为有限的数，例如输入 3。</translation>
        </message>
        <message>
            <source>The system library {library} is missing. On Debian or Ubuntu, run: sudo apt-get install {packages}</source>
            <translation>缺少系统库 {library}。在 Debian 或 Ubuntu 上运行：sudo apt-get install {packages}</translation>
        </message>
        <message>
            <source>The tape answers None: no operation of this function hands a gradient back. Type one that has slopes, such as 2*x**2.</source>
            <translation>梯度带的回答是 None：这个函数的运算都不回传梯度。请输入有斜率的函数，例如 2*x**2。</translation>
        </message>
        <message>
            <source>The tape answers None: this function is a constant, and nothing leads from it back to x. Type one with x in it, such as 2*x**2.</source>
            <translation>梯度带给出 None：这个函数是常数，没有任何运算从它通回 x。请输入含有 x 的函数，例如 2*x**2。</translation>
        </message>
        <message>
            <source>The two directions are one and the same here but for their length, so they span no plane. Choose another one.</source>
            <translation>这两个方向在这里除长度外完全相同，张不成平面。选择另一个方向。</translation>
        </message>
        <message>
            <source>The two runs have different networks, so there is no line between them. Choose a run of the same network.</source>
            <translation>两次运行的网络不同，所以它们之间没有直线。请选择同一网络的一次运行。</translation>
        </message>
        <message>
            <source>The weights have moved along one line at most, which spans no plane. Train longer.</source>
            <translation>权重至多沿一条直线移动，张不成平面。请训练更久。</translation>
        </message>
        <message>
            <source>The workers start from different steps. Give all of them the same checkpoint.</source>
            <translation>各工作进程的起始步不同。给它们同一个检查点。</translation>
        </message>
        <message>
            <source>There are no numbers yet. Wait until they are there, or train first.</source>
            <translation>还没有数值。请等到数值出现，或先训练。</translation>
        </message>
        <message>
            <source>There are {count} test images. Give a number below that.</source>
            <translation>共有 {count} 张测试图像。请给出小于它的数。</translation>
        </message>
        <message>
            <source>There are {most} optimisers already. Remove one first.</source>
            <translation>已有 {most} 个优化器。请先移除一个。</translation>
        </message>
        <message>
            <source>There can be at most {most} hidden layers. Leave some out.</source>
            <translation>最多 {most} 个隐藏层。去掉几个。</translation>
        </message>
        <message>
            <source>There is no checkpoint in {folder}. Give the folder of a run that was kept.</source>
            <translation>{folder} 里没有检查点。请给出已保存的运行的文件夹。</translation>
        </message>
        <message>
            <source>There is no command “{key}”. The nearest is “{nearest}”.</source>
            <translation>没有命令“{key}”。最接近的是“{nearest}”。</translation>
        </message>
        <message>
            <source>There is no connection to {host}. Connect to the internet, or open a folder with the four files.</source>
            <translation>无法连接 {host}。请连接互联网，或打开含有四个文件的文件夹。</translation>
        </message>
        <message>
            <source>There is no folder {folder}. Choose one that holds the four MNIST files.</source>
            <translation>没有文件夹 {folder}。选择含有四个 MNIST 文件的文件夹。</translation>
        </message>
        <message>
            <source>There is no last update before the first one. Train, or choose another direction.</source>
            <translation>第一次更新之前没有“最后一次更新”。先训练，或选择另一个方向。</translation>
        </message>
        <message>
            <source>There is no parameter {name} here. Leave it out.</source>
            <translation>此处没有参数 {name}。去掉它。</translation>
        </message>
        <message>
            <source>There is no program yet. Wait until it is there.</source>
            <translation>还没有程序。请等到程序出现。</translation>
        </message>
        <message>
            <source>There is no run in {folder}. Choose a folder that training has written.</source>
            <translation>{folder} 中没有运行记录。选择训练写入过的文件夹。</translation>
        </message>
        <message>
            <source>There is no screen to open a window on. Set DISPLAY, or use a command; --help lists them.</source>
            <translation>没有可以打开窗口的屏幕。设置 DISPLAY，或改用命令，--help 会列出它们。</translation>
        </message>
        <message>
            <source>There is no script {path}. Check the name.</source>
            <translation>没有脚本 {path}。请检查名称。</translation>
        </message>
        <message>
            <source>There is nothing to play a sound with. Install one of {players}.</source>
            <translation>没有可播放声音的程序。请安装其中之一：{players}。</translation>
        </message>
        <message>
            <source>There is too little memory. Close other programs, or choose smaller numbers, and start again.</source>
            <translation>内存不足。请关闭其他程序，或选用更小的数值，然后重新开始。</translation>
        </message>
        <message>
            <source>This direction is 0 or not finite here, so there is nothing to go along. Choose another direction or step.</source>
            <translation>这个方向在此处为 0 或不是有限值，所以无从沿它前进。请选择另一个方向或另一步。</translation>
        </message>
        <message>
            <source>This is no grid: {reason}. Give lists of optimizer, learning_rate, batch_size, seed and network, and a number of steps.</source>
            <translation>这不是网格：{reason}。请给出 optimizer、learning_rate、batch_size、seed 和 network 的列表，以及步数 steps。</translation>
        </message>
        <message>
            <source>This is not a number. Type for example 0.01.</source>
            <translation>这不是数，例如输入 0.01。</translation>
        </message>
        <message>
            <source>This must be a whole number. Type for example 100.</source>
            <translation>须为整数，例如输入 100。</translation>
        </message>
        <message>
            <source>This number is beyond the largest there is, about 1.8e308. Type a smaller one.</source>
            <translation>这个数超过了能表示的最大值，约 1.8e308。输入更小的数。</translation>
        </message>
        <message>
            <source>This run has {rows} rows of numbers, too many for one table. Write them by: gradient-explorer runs export RUN FILE.npz</source>
            <translation>此运行有 {rows} 行数值，一张表放不下。请用此命令写出：gradient-explorer runs export RUN FILE.npz</translation>
        </message>
        <message>
            <source>This run is not kept: {folder} takes nothing. Make room there, or switch the keeping of runs off in the preferences.</source>
            <translation>本次训练没有保存：{folder} 无法写入。请在那里腾出空间，或在首选项中关闭自动保存。</translation>
        </message>
        <message>
            <source>Type numbers with commas between, for example {example}.</source>
            <translation>请输入以逗号分隔的数，例如 {example}。</translation>
        </message>
        <message>
            <source>Type two numbers with a comma between them, for example 1.5, −2.</source>
            <translation>请输入两个数，中间用逗号隔开，例如 1.5, −2。</translation>
        </message>
        <message>
            <source>Unknown name “{name}”. Use {variables} and functions such as sin.</source>
            <translation>未知的名称“{name}”。使用 {variables} 和 sin 之类的函数。</translation>
        </message>
        <message>
            <source>Unknown name “{name}”; did you mean “{guess}”?</source>
            <translation>未知的名称“{name}”，是否指“{guess}”？</translation>
        </message>
        <message>
            <source>What {host} sends is larger than {name}. Nothing of it was kept; try again.</source>
            <translation>{host} 发来的内容比 {name} 应有的大。没有保留任何内容；请重试。</translation>
        </message>
        <message>
            <source>What {host} sent is not the {name} that is known: its SHA-256 differs. Nothing of it was kept; try again.</source>
            <translation>{host} 发来的不是已知的 {name}：它的 SHA-256 不同。没有保留任何内容；请再试一次。</translation>
        </message>
        <message>
            <source>Where the argument of {name} ends is not clear. Put it in brackets: {name}(…).</source>
            <translation>无法确定 {name} 的参数到哪里为止。请把参数放进括号：{name}(…)。</translation>
        </message>
        <message>
            <source>sympy finds no exact derivative in real numbers. Read the one of the tape instead.</source>
            <translation>sympy 在实数范围内求不出精确导数。改看梯度带给出的导数。</translation>
        </message>
        <message>
            <source>x must be a number that float32 can hold. Type one between −{largest} and {largest}.</source>
            <translation>x 须为 float32 能表示的数。输入 −{largest} 到 {largest} 之间的数。</translation>
        </message>
        <message>
            <source>x must be a number that {dtype} can hold. Type one between −{largest} and {largest}.</source>
            <translation>x 须为 {dtype} 能表示的数。输入 −{largest} 到 {largest} 之间的数。</translation>
        </message>
        <message>
            <source>{file} cannot be read ({reason}). Check its permissions or choose another folder.</source>
            <translation>无法读取 {file}（{reason}）。检查它的权限，或另选文件夹。</translation>
        </message>
        <message>
            <source>{file} does not end in .csv, .json or .npz. Choose one of these endings.</source>
            <translation>{file} 的扩展名不是 .csv、.json 或 .npz。请选用其中之一。</translation>
        </message>
        <message>
            <source>{file} does not hold the {count} entries that its header names. Copy it again from its source.</source>
            <translation>{file} 中没有文件头所写的 {count} 个条目。从来源重新复制。</translation>
        </message>
        <message>
            <source>{file} ends in none of the known endings. Choose one of {endings}.</source>
            <translation>{file} 的扩展名不在已知之列。请选用 {endings} 之一。</translation>
        </message>
        <message>
            <source>{file} holds the label {label}; digits go from 0 to 9. Copy it again from its source.</source>
            <translation>{file} 中有标签 {label}，而数字只有 0 到 9。从来源重新复制。</translation>
        </message>
        <message>
            <source>{file} holds {count} images; more than {needed} are needed. Copy it again from its source.</source>
            <translation>{file} 中有 {count} 张图像，需要多于 {needed} 张。从来源重新复制。</translation>
        </message>
        <message>
            <source>{file} is damaged or not a gzip file ({reason}). Copy it again from its source.</source>
            <translation>{file} 已损坏，或不是 gzip 文件（{reason}）。从来源重新复制。</translation>
        </message>
        <message>
            <source>{file} is not an MNIST file: its header does not fit. Copy it again.</source>
            <translation>{file} 不是 MNIST 文件：文件头不符。重新复制。</translation>
        </message>
        <message>
            <source>{file} names {count} entries, and {most} are the limit. Take fewer of them.</source>
            <translation>{file} 声明有 {count} 个条目，上限为 {most}。请减少条目。</translation>
        </message>
        <message>
            <source>{folder} cannot be used for a run: {reason}. Choose another folder.</source>
            <translation>{folder} 不能用于运行：{reason}。另选文件夹。</translation>
        </message>
        <message>
            <source>{folder} cannot be written to: {reason}. Make room there and try again.</source>
            <translation>{folder} 无法写入：{reason}。请在那里腾出空间，然后重试。</translation>
        </message>
        <message>
            <source>{folder} has gone. What was read of the run stays; open another, or put it back.</source>
            <translation>{folder} 已不存在。已读取的部分会保留；打开另一个运行，或把它放回原处。</translation>
        </message>
        <message>
            <source>{folder} holds a run of the program’s own network, none of your model. Open it on the MNIST page.</source>
            <translation>{folder} 里是本程序自带网络的运行，不是你的模型的。请在 MNIST 页打开。</translation>
        </message>
        <message>
            <source>{folder} is being written, or is not ours. Try again later.</source>
            <translation>{folder} 正在写入，或不属于本程序。请稍后再试。</translation>
        </message>
        <message>
            <source>{folder} is no run that was kept by itself. Delete it in the program for files.</source>
            <translation>{folder} 不是自动保存的运行。请在文件管理器中删除它。</translation>
        </message>
        <message>
            <source>{folder} is not empty. Choose another folder.</source>
            <translation>{folder} 不是空的。请另选文件夹。</translation>
        </message>
        <message>
            <source>{folder} is not empty. Resume the run in it, or choose another folder.</source>
            <translation>{folder} 不是空的。继续其中的运行，或另选文件夹。</translation>
        </message>
        <message>
            <source>{folder} takes nothing any more: {reason}. Training goes on without being followed.</source>
            <translation>{folder} 无法再写入：{reason}。训练继续，但不再跟随。</translation>
        </message>
        <message>
            <source>{folder} takes nothing any more: {reason}. Training goes on; the last whole checkpoint stays. Make room to keep the rest.</source>
            <translation>{folder} 无法再写入：{reason}。训练继续，最后一个完整的检查点会保留。腾出空间才能保存其余部分。</translation>
        </message>
        <message>
            <source>{folder} takes the run again. What came meanwhile is missing in its log.</source>
            <translation>{folder} 又可写入该次训练；其间的内容不在其日志中。</translation>
        </message>
        <message>
            <source>{host} does not answer. Try again later, or open a folder with the four files.</source>
            <translation>{host} 没有回应。请稍后再试，或打开含有四个文件的文件夹。</translation>
        </message>
        <message>
            <source>{host} has no {name} any more. Open a folder with its four files instead.</source>
            <translation>{host} 上已经没有 {name}。请改为打开含有它的四个文件的文件夹。</translation>
        </message>
        <message>
            <source>{labels} holds {found} labels for {expected} images. Copy both files again from the same source.</source>
            <translation>{labels} 中有 {found} 个标签，图像却有 {expected} 张。从同一来源重新复制这两个文件。</translation>
        </message>
        <message>
            <source>{name} can be read as {letter}^{digits} or {letter}*{digits}. Type the one you mean.</source>
            <translation>{name} 可以读作 {letter}^{digits} 或 {letter}*{digits}。请输入想要的那一种。</translation>
        </message>
        <message>
            <source>{name} cannot be {value}. Choose one of: {known}.</source>
            <translation>{name} 不能是 {value}。请从以下选项中选择：{known}。</translation>
        </message>
        <message>
            <source>{name} is not known here. Choose one of {names}.</source>
            <translation>不认识 {name}。从 {names} 中选择。</translation>
        </message>
        <message>
            <source>{name} must be from {lowest} to {highest}.</source>
            <translation>{name} 必须在 {lowest} 到 {highest} 之间。</translation>
        </message>
        <message>
            <source>{name} must be from {lowest} to {highest}. Type for example {default}.</source>
            <translation>{name} 须在 {lowest} 到 {highest} 之间，例如输入 {default}。</translation>
        </message>
        <message>
            <source>{name} needs its argument in brackets right behind it. Type for example {name}(x).</source>
            <translation>{name} 后面须紧跟括号，参数写在括号里，例如输入 {name}(x)。</translation>
        </message>
        <message>
            <source>{name} takes one argument. Type for example {example}.</source>
            <translation>{name} 需要一个参数，例如输入 {example}。</translation>
        </message>
        <message>
            <source>{name} takes {count} arguments. Type for example {example}.</source>
            <translation>{name} 需要 {count} 个参数，例如输入 {example}。</translation>
        </message>
        <message>
            <source>{name} takes {least} to {most} arguments. Type for example {example}.</source>
            <translation>{name} 需要 {least} 到 {most} 个参数，例如输入 {example}。</translation>
        </message>
        <message>
            <source>{name}⁻¹ can mean the inverse function or 1/{name}. For the latter type 1/{name}(x).</source>
            <translation>{name}⁻¹ 可以指反函数，也可以指 1/{name}。若指后者，请输入 1/{name}(x)。</translation>
        </message>
        <message>
            <source>{name}⁻¹ can mean {inverse} or 1/{name}. Type {inverse}(x) or 1/{name}(x).</source>
            <translation>{name}⁻¹ 可以指 {inverse}，也可以指 1/{name}。请输入 {inverse}(x) 或 1/{name}(x)。</translation>
        </message>
        <message>
            <source>{path} cannot be read as a grid: {reason}. Give a file in TOML, or in JSON that ends in .json.</source>
            <translation>{path} 无法作为网格读取：{reason}。请给出 TOML 文件，或以 .json 结尾的 JSON 文件。</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}. Choose another folder.</source>
            <translation>无法写入 {path}：{reason}。另选文件夹。</translation>
        </message>
        <message>
            <source>{path} is no log with a step and numbers. Choose a run’s folder, TensorBoard’s event files, a file of CSVLogger, or lines of JSON.</source>
            <translation>{path} 不是含步数和数值的日志。请选择运行的文件夹、TensorBoard 的事件文件、CSVLogger 的文件，或每行一个 JSON 对象的文件。</translation>
        </message>
        <message>
            <source>{player} could not play a sound. Check that this computer has a sound output.</source>
            <translation>{player} 无法播放声音。请检查此计算机是否有声音输出设备。</translation>
        </message>
        <message>
            <source>“=” has no place here. Type only what stands to its right, or compare with “==”.</source>
            <translation>此处不能用“=”。只输入等号右边的部分，或用“==”比较。</translation>
        </message>
        <message>
            <source>“{character}” has no meaning in a formula. Remove it.</source>
            <translation>“{character}”在公式中没有意义。删除它。</translation>
        </message>
        <message>
            <source>“{sign}” cannot stand here. Remove it or type a number before it.</source>
            <translation>“{sign}”不能放在此处。删除它，或在它前面输入数。</translation>
        </message>
        <message>
            <source>“{sign}” has nothing to close or comes too early. Remove it or complete what precedes it.</source>
            <translation>“{sign}”前没有可闭合的括号，或出现得太早。删除它，或补全它前面的内容。</translation>
        </message>
        <message>
            <source>“{sign}” is not closed. Type “{closing}”.</source>
            <translation>“{sign}”没有闭合。输入“{closing}”。</translation>
        </message>
    </context>
    <context>
        <name>Explain</name>
        <message>
            <source>A tape follows a tensor only after tape.watch(tensor).</source>
            <translation>梯度带只有在 tape.watch(tensor) 之后才跟踪张量。</translation>
        </message>
        <message>
            <source>A tape gives one set of gradients, and this one was asked already.</source>
            <translation>一条梯度带只给出一组梯度，而这一条已经问过了。</translation>
        </message>
        <message>
            <source>A tape takes the values of a sparse tensor as its source: sparse.values.</source>
            <translation>对稀疏张量，梯度带以它的值为源：sparse.values。</translation>
        </message>
        <message>
            <source>Ask about your own function</source>
            <translation>询问你自己的函数</translation>
        </message>
        <message>
            <source>Ask once for all sources together, or write tf.GradientTape(persistent=True).</source>
            <translation>把所有源放在一起只问一次，或写 tf.GradientTape(persistent=True)。</translation>
        </message>
        <message>
            <source>Compute the result another way, from operations that have a gradient, or write tf.custom_gradient.</source>
            <translation>换一种算法，用有梯度的运算求出结果，或编写 tf.custom_gradient。</translation>
        </message>
        <message>
            <source>Compute the result inside the `with`.</source>
            <translation>在 `with` 内计算结果。</translation>
        </message>
        <message>
            <source>Cure: {cure}</source>
            <translation>改法：{cure}</translation>
        </message>
        <message>
            <source>Do the computation that uses it inside f, and inside the `with` of the tape.</source>
            <translation>把用到它的计算放进 f 里，并放在梯度带的 `with` 内。</translation>
        </message>
        <message>
            <source>Explain a smaller part of f.</source>
            <translation>请只解释 f 的较小一部分。</translation>
        </message>
        <message>
            <source>Hand the tensor itself on in place of what is read back from the variable.</source>
            <translation>直接传递张量本身，而不是从变量读回的值。</translation>
        </message>
        <message>
            <source>Hand the tensor itself on; make variables before f.</source>
            <translation>直接传递张量本身；变量应在 f 之前创建。</translation>
        </message>
        <message>
            <source>Here Python asks for the length of a tensor. f cannot be followed beyond this line; what comes after it is not known.</source>
            <translation>Python 在这里询问张量的长度。过了这一行就无法跟踪 f；此后如何，不得而知。</translation>
        </message>
        <message>
            <source>Here Python asks for the number in a tensor. f cannot be followed beyond this line; what comes after it is not known.</source>
            <translation>Python 在这里询问张量中的数值。过了这一行就无法跟踪 f；此后如何，不得而知。</translation>
        </message>
        <message>
            <source>Here Python asks for the rows of a tensor one by one. f cannot be followed beyond this line; what comes after it is not known.</source>
            <translation>Python 在这里逐行读取张量。过了这一行就无法跟踪 f；此后如何，不得而知。</translation>
        </message>
        <message>
            <source>Here Python asks for the truth of a tensor, as if and while do. f cannot be followed beyond this line; what comes after it is not known.</source>
            <translation>Python 在这里询问张量的真假，if 和 while 都会这样做。过了这一行就无法跟踪 f；此后如何，不得而知。</translation>
        </message>
        <message>
            <source>Here Python asks for the whole number in a tensor. f cannot be followed beyond this line; what comes after it is not known.</source>
            <translation>Python 在这里询问张量中的整数。过了这一行就无法跟踪 f；此后如何，不得而知。</translation>
        </message>
        <message>
            <source>Here the number leaves TensorFlow. What Python or NumPy computes from it is a constant to the tape.</source>
            <translation>数值在这里离开了 TensorFlow。Python 或 NumPy 由它算出的结果，对梯度带来说是常量。</translation>
        </message>
        <message>
            <source>In your own program, hand over a function without arguments and what its gradient is asked for. The way is drawn here, with the line at which it is cut.</source>
            <translation>在你自己的程序中，交给它一个不带参数的函数，以及要对什么求梯度。路径会画在这里，并标出在哪一行断开。</translation>
        </message>
        <message>
            <source>In: {code}</source>
            <translation>所在代码：{code}</translation>
        </message>
        <message>
            <source>It has trainable=False, so a tape follows it only after tape.watch(variable).</source>
            <translation>它的 trainable=False，所以梯度带只有在 tape.watch(variable) 之后才跟踪它。</translation>
        </message>
        <message>
            <source>It has trainable=False, so the tape does not follow it by itself.</source>
            <translation>它的 trainable=False，所以梯度带不会自动跟踪它。</translation>
        </message>
        <message>
            <source>It is a tensor that the tape was not told to follow.</source>
            <translation>它是张量，而没有告诉梯度带要跟踪它。</translation>
        </message>
        <message>
            <source>It is of type {name}. Only floats and complex numbers have a gradient.</source>
            <translation>它的类型是 {name}。只有浮点数和复数有梯度。</translation>
        </message>
        <message>
            <source>It was not read inside the `with` of this tape.</source>
            <translation>在这条梯度带的 `with` 内没有读取它。</translation>
        </message>
        <message>
            <source>Keep it a float: leave this cast out, or cast only what needs no gradient.</source>
            <translation>保持为浮点数：去掉这次类型转换，或只转换不需要梯度的部分。</translation>
        </message>
        <message>
            <source>Keep the numbers in TensorFlow (tf.math, tf.linalg); use tf.py_function where Python is needed.</source>
            <translation>让数值留在 TensorFlow 中（tf.math、tf.linalg）；必须用 Python 时使用 tf.py_function。</translation>
        </message>
        <message>
            <source>Leave tf.stop_gradient out here, or ask for the gradient of what lies behind it.</source>
            <translation>去掉这里的 tf.stop_gradient，或改为对它之后的量求梯度。</translation>
        </message>
        <message>
            <source>Leave the number in TensorFlow, or leave this line out of f.</source>
            <translation>让数值留在 TensorFlow 中，或把这一行移出 f。</translation>
        </message>
        <message>
            <source>Leave the number in TensorFlow: tf.fill, tf.gather and tf.range take tensors.</source>
            <translation>让数值留在 TensorFlow 中：tf.fill、tf.gather 和 tf.range 都接受张量。</translation>
        </message>
        <message>
            <source>Leave this line out of f, and explain again.</source>
            <translation>把这一行移出 f，再解释一次。</translation>
        </message>
        <message>
            <source>Let the function that @tf.custom_gradient decorates return a gradient for this input.</source>
            <translation>让 @tf.custom_gradient 装饰的函数为这个输入返回梯度。</translation>
        </message>
        <message>
            <source>Let the gradient pass: x + tf.stop_gradient(tf.round(x) - x), the straight-through estimator.</source>
            <translation>让梯度直接通过：x + tf.stop_gradient(tf.round(x) - x)，即直通估计器。</translation>
        </message>
        <message>
            <source>Let the result depend on it, or leave it out of what is trained.</source>
            <translation>让结果依赖于它，或不要把它列入训练。</translation>
        </message>
        <message>
            <source>Make it a float, such as tf.float32; a number in Python needs its decimal point: 3.0.</source>
            <translation>改为浮点数，例如 tf.float32；Python 中的数要带小数点：3.0。</translation>
        </message>
        <message>
            <source>Mend the place that is named, and explain again: behind the first cut there may be another.</source>
            <translation>请改正所指出的位置，再解释一次：第一处断点之后可能还有别的断点。</translation>
        </message>
        <message>
            <source>Put a smooth step in its place, such as tf.sigmoid(k * (x - threshold)); or tf.where with x itself in a branch, where x is only to be cut off.</source>
            <translation>换成平滑的阶跃，例如 tf.sigmoid(k * (x - threshold))；若只是要截断 x，可用 tf.where，并让一个分支就是 x 本身。</translation>
        </message>
        <message>
            <source>Put something smooth in its place: for a choice among classes tf.nn.softmax, or a loss that takes the logits themselves, such as tf.nn.sparse_softmax_cross_entropy_with_logits.</source>
            <translation>换成平滑的运算：在类别中选择时用 tf.nn.softmax，或用直接接受 logits 的损失，例如 tf.nn.sparse_softmax_cross_entropy_with_logits。</translation>
        </message>
        <message>
            <source>Read in: {reads}</source>
            <translation>读取它的代码：{reads}</translation>
        </message>
        <message>
            <source>Reparameterise the draw: noise from fixed numbers, then scaled and moved by what is trained; for classes a softmax of logits plus Gumbel noise.</source>
            <translation>对采样重参数化：噪声取自固定的分布，再由被训练的量缩放和平移；对类别，则对 logits 加 Gumbel 噪声后取 softmax。</translation>
        </message>
        <message>
            <source>Stay in TensorFlow up to the result: tf.math in place of NumPy, the tensor in place of its number, model(x) in place of model.predict(x).</source>
            <translation>直到结果都留在 TensorFlow 中：用 tf.math 代替 NumPy，用张量代替它的数值，用 model(x) 代替 model.predict(x)。</translation>
        </message>
        <message>
            <source>TensorFlow gives no gradient, and no single operation on the way was found to be the cause.</source>
            <translation>TensorFlow 没有给出梯度，而路径上没有找到哪个单独的运算是原因。</translation>
        </message>
        <message>
            <source>TensorFlow has no gradient for {what}.</source>
            <translation>TensorFlow 没有 {what} 的梯度。</translation>
        </message>
        <message>
            <source>The custom gradient at {what} returns none for this input.</source>
            <translation>{what} 处的自定义梯度没有为这个输入返回梯度。</translation>
        </message>
        <message>
            <source>The first {shown} of {count} cuts are shown.</source>
            <translation>显示 {count} 处断点中的前 {shown} 处。</translation>
        </message>
        <message>
            <source>The tape watched it. So the result that the tape was asked for is another one than f’s: computed before or after the `with`, or outside it. Compute it inside, and ask for that tensor.</source>
            <translation>梯度带监视了它。所以向梯度带询问的结果不是 f 的那一个：它在 `with` 之前、之后或之外计算。请在 `with` 内计算，并询问那个张量。</translation>
        </message>
        <message>
            <source>The way from it to the result is whole. If a tape still says None, hand that tape over: explain(f, source, tape=tape).</source>
            <translation>从它到结果的路径是完整的。如果梯度带仍回答 None，请把那条梯度带交给它：explain(f, source, tape=tape)。</translation>
        </message>
        <message>
            <source>The way from {source} to the result: {operations}.</source>
            <translation>从 {source} 到结果的路径：{operations}。</translation>
        </message>
        <message>
            <source>The way is whole</source>
            <translation>路径完整</translation>
        </message>
        <message>
            <source>Use the values of tf.math.top_k; its indices are whole numbers and have no gradient.</source>
            <translation>请使用 tf.math.top_k 的值；它的索引是整数，没有梯度。</translation>
        </message>
        <message>
            <source>Write tape.watch(tensor) inside the `with`, before it is used.</source>
            <translation>在 `with` 内、使用它之前写 tape.watch(tensor)。</translation>
        </message>
        <message>
            <source>Write tape.watch(variable) inside the `with`, before it is read.</source>
            <translation>在 `with` 内、读取它之前写 tape.watch(variable)。</translation>
        </message>
        <message>
            <source>Write tf.unstack(x) for rows whose number is known, else tf.map_fn.</source>
            <translation>行数已知时写 tf.unstack(x)，否则写 tf.map_fn。</translation>
        </message>
        <message>
            <source>Write the choice in TensorFlow: tf.where or tf.cond for if, tf.while_loop for while.</source>
            <translation>用 TensorFlow 编写选择：if 用 tf.where 或 tf.cond，while 用 tf.while_loop。</translation>
        </message>
        <message>
            <source>f cannot be followed beyond this line, and what this line asks for does not come from the source. The cause lies elsewhere and is not known.</source>
            <translation>过了这一行就无法跟踪 f，而这一行所询问的量并不来自这个源。原因在别处，不得而知。</translation>
        </message>
        <message>
            <source>f contains a loop; inside of tf.function a tape says 0 for what a loop cuts off, in place of None.</source>
            <translation>f 含有循环；在 tf.function 内，对被循环切断的量，梯度带回答 0 而不是 None。</translation>
        </message>
        <message>
            <source>f contains tf.cond or tf.switch_case; outside of tf.function a tape sees only the branch that is taken.</source>
            <translation>f 含有 tf.cond 或 tf.switch_case；在 tf.function 之外，梯度带只看到所走的那个分支。</translation>
        </message>
        <message>
            <source>f does not read it. What was computed from it before f began is a number of its own to f.</source>
            <translation>f 没有读取它。f 开始之前由它算出的结果，对 f 来说是独立的数。</translation>
        </message>
        <message>
            <source>f makes a tf.Variable from what it has computed. A variable is a new start for the tape.</source>
            <translation>f 用它算出的结果创建了 tf.Variable。对梯度带来说，变量是新的起点。</translation>
        </message>
        <message>
            <source>f reads it, and nothing that is computed from it goes into the result.</source>
            <translation>f 读取了它，但由它算出的量都没有进入结果。</translation>
        </message>
        <message>
            <source>f runs, and cannot be traced by tf.function ({error}); so the cause is not known.</source>
            <translation>f 可以运行，但 tf.function 无法对它进行跟踪（{error}）；因此原因不得而知。</translation>
        </message>
        <message>
            <source>integer</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>left TensorFlow</source>
            <translation>离开了 TensorFlow</translation>
        </message>
        <message>
            <source>no gradient registered</source>
            <translation>没有登记梯度</translation>
        </message>
        <message>
            <source>no path</source>
            <translation>没有路径</translation>
        </message>
        <message>
            <source>not differentiable</source>
            <translation>不可微</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>没有读取</translation>
        </message>
        <message>
            <source>state</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>stop gradient</source>
            <translation>停止梯度</translation>
        </message>
        <message>
            <source>tape</source>
            <translation>梯度带</translation>
        </message>
        <message>
            <source>the result of f</source>
            <translation>f 的结果</translation>
        </message>
        <message>
            <source>untraceable</source>
            <translation>无法跟踪</translation>
        </message>
        <message>
            <source>unwatched</source>
            <translation>未被监视</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完整</translation>
        </message>
        <message>
            <source>{count} operations more</source>
            <translation>另外 {count} 个运算</translation>
        </message>
        <message>
            <source>{operation}: {kind}</source>
            <translation>{operation}：{kind}</translation>
        </message>
        <message>
            <source>{path} cannot be opened: {reason}. Call show() of the explanation again.</source>
            <translation>无法打开 {path}：{reason}。请再次调用该解释的 show()。</translation>
        </message>
        <message>
            <source>{path} is no explanation of Gradient Explorer. Call show() of the explanation again.</source>
            <translation>{path} 不是 Gradient Explorer 的解释。请再次调用该解释的 show()。</translation>
        </message>
        <message>
            <source>{source}: a gradient comes back to it.</source>
            <translation>{source}：梯度能传回到它。</translation>
        </message>
        <message>
            <source>{source}: no gradient comes back to it.</source>
            <translation>{source}：没有梯度传回到它。</translation>
        </message>
        <message>
            <source>{source}: the way is whole, the gradient was lost with the tape.</source>
            <translation>{source}：路径完整，梯度是因梯度带而丢失的。</translation>
        </message>
        <message>
            <source>{what} gives {types}, which cannot change a little.</source>
            <translation>{what} 给出 {types}，它无法作微小的变化。</translation>
        </message>
        <message>
            <source>{what} hands no gradient back to this input.</source>
            <translation>{what} 不向这个输入传回梯度。</translation>
        </message>
        <message>
            <source>{what} is computed by Python, where TensorFlow sees no operation.</source>
            <translation>{what} 由 Python 计算，TensorFlow 看不到其中的运算。</translation>
        </message>
        <message>
            <source>{what} lets values through and no gradient.</source>
            <translation>{what} 让数值通过，但不让梯度通过。</translation>
        </message>
        <message>
            <source>{what} makes {types} of a float.</source>
            <translation>{what} 把浮点数变成 {types}。</translation>
        </message>
        <message>
            <source>{what} takes only the shape, and no value, of its input.</source>
            <translation>{what} 只取输入的形状，不取数值。</translation>
        </message>
        <message>
            <source>{what} writes into a variable. What is read from it later is a new start for the tape.</source>
            <translation>{what} 写入变量。此后从中读出的值，对梯度带来说是新的起点。</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message>
            <source>About {size}</source>
            <translation>约 {size}</translation>
        </message>
        <message>
            <source>An animation takes at most {most} frames. Choose fewer places.</source>
            <translation>动画最多 {most} 帧。请选择更少的位置。</translation>
        </message>
        <message>
            <source>Animation</source>
            <translation>动画</translation>
        </message>
        <message>
            <source>Animation in few colours</source>
            <translation>颜色较少的动画</translation>
        </message>
        <message>
            <source>As on the screen</source>
            <translation>与屏幕相同</translation>
        </message>
        <message>
            <source>As typed below</source>
            <translation>按下方输入</translation>
        </message>
        <message>
            <source>At most about {size}</source>
            <translation>最多约 {size}</translation>
        </message>
        <message>
            <source>At {scale}× each side has at least {least} px. Type more.</source>
            <translation>在 {scale}× 下每边至少 {least} 像素。请输入更大的数。</translation>
        </message>
        <message>
            <source>Background</source>
            <translation>背景</translation>
        </message>
        <message>
            <source>Begin again at the end</source>
            <translation>结束后重新播放</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>图注</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Copy program</source>
            <translation>复制程序</translation>
        </message>
        <message>
            <source>Copy table</source>
            <translation>复制表格</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Drawn anew with every point, in as many pixels as you choose.</source>
            <translation>以每个点重新绘制，像素数由你选择。</translation>
        </message>
        <message>
            <source>Drawn anew with every point. Curves stay lines, text stays text.</source>
            <translation>以每个点重新绘制。曲线仍是线条，文字仍是文字。</translation>
        </message>
        <message>
            <source>Each place of the timeline is a frame, as it is shown.</source>
            <translation>时间轴上的每个位置是一帧，与所示相同。</translation>
        </message>
        <message>
            <source>Every run and row as arrays with their precision, in English.</source>
            <translation>每次运行的每一行，保存为保持精度的数组，名称为英文。</translation>
        </message>
        <message>
            <source>Every run and row, with the headings of the table.</source>
            <translation>每次运行的每一行，列名与表头相同。</translation>
        </message>
        <message>
            <source>Every run and row, with units and link, in English.</source>
            <translation>每次运行的每一行，含单位与链接，名称为英文。</translation>
        </message>
        <message>
            <source>Export animation</source>
            <translation>导出动画</translation>
        </message>
        <message>
            <source>Export notebook</source>
            <translation>导出笔记本</translation>
        </message>
        <message>
            <source>Export numbers</source>
            <translation>导出数值</translation>
        </message>
        <message>
            <source>Export picture</source>
            <translation>导出图片</translation>
        </message>
        <message>
            <source>Export program</source>
            <translation>导出程序</translation>
        </message>
        <message>
            <source>Export web page</source>
            <translation>导出网页</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Formulas</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Frame {done} of {frames}</source>
            <translation>第 {done} 帧，共 {frames} 帧</translation>
        </message>
        <message>
            <source>Frames/s</source>
            <translation>帧/秒</translation>
        </message>
        <message>
            <source>Frames: {frames}, {seconds} s</source>
            <translation>帧数：{frames}，{seconds} 秒</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>Height, px</source>
            <translation>高度，像素</translation>
        </message>
        <message>
            <source>In light colours, whatever the theme.</source>
            <translation>始终以浅色打印，与主题无关。</translation>
        </message>
        <message>
            <source>It ends before it begins. Choose a later end.</source>
            <translation>结束早于开始。请选择更晚的结束位置。</translation>
        </message>
        <message>
            <source>It runs as it stands and prints the numbers shown.</source>
            <translation>无需修改即可运行，并打印所示数值。</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Link in the file</source>
            <translation>文件内含链接</translation>
        </message>
        <message>
            <source>Marked for Excel</source>
            <translation>带 Excel 标记</translation>
        </message>
        <message>
            <source>Notebook</source>
            <translation>笔记本</translation>
        </message>
        <message>
            <source>Nothing moves on this page yet. Run something, then export it.</source>
            <translation>此页面还没有可播放的内容。请先运行，再导出。</translation>
        </message>
        <message>
            <source>NumPy arrays</source>
            <translation>NumPy 数组</translation>
        </message>
        <message>
            <source>One file with plots, formulas, numbers and program. It needs no network.</source>
            <translation>包含图、公式、数值与程序的单个文件，无需联网。</translation>
        </message>
        <message>
            <source>PDF</source>
            <translation>PDF</translation>
        </message>
        <message>
            <source>Pages: {pages}</source>
            <translation>页数：{pages}</translation>
        </message>
        <message>
            <source>Picture of lines</source>
            <translation>矢量图片</translation>
        </message>
        <message>
            <source>Picture of pixels</source>
            <translation>像素图片</translation>
        </message>
        <message>
            <source>Pixels per pixel</source>
            <translation>像素倍数</translation>
        </message>
        <message>
            <source>Plots and read-outs</source>
            <translation>图与读数</translation>
        </message>
        <message>
            <source>Preview of its beginning</source>
            <translation>开头部分的预览</translation>
        </message>
        <message>
            <source>Preview of the first page, A4</source>
            <translation>第一页的预览，A4</translation>
        </message>
        <message>
            <source>Preview of the first {lines} lines</source>
            <translation>前 {lines} 行的预览</translation>
        </message>
        <message>
            <source>Preview, all of it</source>
            <translation>完整预览</translation>
        </message>
        <message>
            <source>Preview, {width} × {height} px</source>
            <translation>预览，{width} × {height} 像素</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Python program</source>
            <translation>Python 程序</translation>
        </message>
        <message>
            <source>Sentence and formulas, the program in cells, and its picture.</source>
            <translation>语句与公式、分单元格的程序及其图片。</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>Slide, 16 : 9</source>
            <translation>幻灯片，16 : 9</translation>
        </message>
        <message>
            <source>Slide, 4 : 3</source>
            <translation>幻灯片，4 : 3</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>The plot</source>
            <translation>图</translation>
        </message>
        <message>
            <source>The whole page</source>
            <translation>整个页面</translation>
        </message>
        <message>
            <source>These are more than {most} million pixels. Type fewer.</source>
            <translation>超过 {most} 百万像素。请输入更小的数。</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Type a number from {least} to {most}.</source>
            <translation>请输入 {least} 到 {most} 之间的数。</translation>
        </message>
        <message>
            <source>Type a place from 0 to {last}.</source>
            <translation>请输入 0 到 {last} 之间的位置。</translation>
        </message>
        <message>
            <source>Video</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Web page</source>
            <translation>网页</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Width, px</source>
            <translation>宽度，像素</translation>
        </message>
        <message>
            <source>Writing…</source>
            <translation>正在写入…</translation>
        </message>
    </context>
    <context>
        <name>Graph</name>
        <message>
            <source>Fit (0)</source>
            <translation>适应窗口（0）</translation>
        </message>
        <message>
            <source>Larger (+)</source>
            <translation>放大（+）</translation>
        </message>
        <message>
            <source>Smaller (−)</source>
            <translation>缩小（−）</translation>
        </message>
    </context>
    <context>
        <name>Grid</name>
        <message>
            <source>Batch sizes</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Cancel the queue</source>
            <translation>取消队列</translation>
        </message>
        <message>
            <source>Cancelled after {done} of {total} runs.</source>
            <translation>已取消，完成 {total} 次中的 {done} 次运行。</translation>
        </message>
        <message>
            <source>Every combination is trained, one run after another. An empty field stands for the choice at the left.</source>
            <translation>逐个训练所有组合。空白栏表示采用左侧的选项。</translation>
        </message>
        <message>
            <source>Grid of runs, in TOML or JSON</source>
            <translation>训练网格，TOML 或 JSON</translation>
        </message>
        <message>
            <source>Learning rates</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Open a grid file…</source>
            <translation>打开网格文件…</translation>
        </message>
        <message>
            <source>Optimisers</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Run {now} of {total} is under way.</source>
            <translation>正在进行第 {now} 次运行，共 {total} 次。</translation>
        </message>
        <message>
            <source>Seeds</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Test accuracy in %, mean over the seeds ± standard deviation (n − 1); columns are learning rates. Runs that did not come to their end are left out.</source>
            <translation>测试准确率（%）：各种子的均值 ± 标准差（n − 1）；各列为学习率。没有走到终点的运行不计入。</translation>
        </message>
        <message>
            <source>Test accuracy over the grid</source>
            <translation>网格上的测试准确率</translation>
        </message>
        <message>
            <source>Train all combinations: {count}</source>
            <translation>训练所有组合：{count}</translation>
        </message>
        <message>
            <source>Wait for the run that is under way, or stop it.</source>
            <translation>请等待正在进行的运行结束，或停止它。</translation>
        </message>
        <message>
            <source>{ended} of {runs} runs ended</source>
            <translation>{runs} 次运行中 {ended} 次走到终点</translation>
        </message>
    </context>
    <context>
        <name>Guide</name>
        <message>
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <source>Guide, step {step}: {text}</source>
            <translation>指南，第 {step} 步：{text}</translation>
        </message>
        <message>
            <source>Hidden by the lesson: {count}</source>
            <translation>课程隐藏的选项：{count} 个</translation>
        </message>
        <message>
            <source>Lesson</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Lesson: {title}</source>
            <translation>课程：{title}</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Reached.</source>
            <translation>已达成。</translation>
        </message>
        <message>
            <source>Say first what you expect.</source>
            <translation>请先说出你的预期。</translation>
        </message>
        <message>
            <source>Set up</source>
            <translation>准备</translation>
        </message>
        <message>
            <source>Show all choices</source>
            <translation>显示全部选项</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>演示</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>重新开始</translation>
        </message>
        <message>
            <source>Step {step} of {steps}</source>
            <translation>第 {step} / {steps} 步</translation>
        </message>
        <message>
            <source>To do.</source>
            <translation>待完成。</translation>
        </message>
        <message>
            <source>You predict {given}. Select Show me.</source>
            <translation>你预测 {given}。请点击“演示”。</translation>
        </message>
        <message>
            <source>You said {given}; TensorFlow found {found}.</source>
            <translation>你说 {given}；TensorFlow 得到 {found}。</translation>
        </message>
        <message>
            <source>You said {given}; TensorFlow found {found}. Right.</source>
            <translation>你说 {given}；TensorFlow 得到 {found}。正确。</translation>
        </message>
        <message>
            <source>drag me</source>
            <translation>拖动我</translation>
        </message>
        <message>
            <source>none of these</source>
            <translation>以上都不是</translation>
        </message>
        <message>
            <source>your prediction {x}</source>
            <translation>你的预测 {x}</translation>
        </message>
    </context>
    <context>
        <name>Handout</name>
        <message>
            <source>Formulas</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Numbers, rows: {rows}</source>
            <translation>数值，行数：{rows}</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Rows {first} to {last}: save the numbers to have them.</source>
            <translation>第 {first} 至 {last} 行：保存数值即可获得。</translation>
        </message>
        <message>
            <source>This state as a link, to be opened in Gradient Explorer</source>
            <translation>此状态的链接，可在 Gradient Explorer 中打开</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Ctrl K</source>
            <translation>Ctrl K</translation>
        </message>
        <message>
            <source>Leaves</source>
            <translation>面板</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search commands</source>
            <translation>搜索命令</translation>
        </message>
        <message>
            <source>Search commands (Ctrl+K)</source>
            <translation>搜索命令（Ctrl+K）</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>返回（Alt+左箭头）</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>Found: {count}</source>
            <translation>找到 {count} 处</translation>
        </message>
        <message>
            <source>Search the guide</source>
            <translation>搜索指南</translation>
        </message>
        <message>
            <source>The guide does not have these words. Type fewer letters.</source>
            <translation>指南中没有这些词。少输入几个字。</translation>
        </message>
        <message>
            <source>User guide</source>
            <translation>用户指南</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>A plot that has the focus</source>
            <translation>获得焦点的图</translation>
        </message>
        <message>
            <source>Backspace</source>
            <translation>退格键</translation>
        </message>
        <message>
            <source>Beyond the menus</source>
            <translation>菜单之外</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除键</translation>
        </message>
        <message>
            <source>End</source>
            <translation>End</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Every control can be reached by Tab, every command by Ctrl+K and its words.</source>
            <translation>每个控件都可以用 Tab 到达，每个命令都可以用 Ctrl+K 按文字找到。</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>任何位置</translation>
        </message>
        <message>
            <source>Fields, sliders and choices</source>
            <translation>输入框、滑块和选项</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Home</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <source>Lists, tables and pictures</source>
            <translation>列表、表格和图片</translation>
        </message>
        <message>
            <source>Page down</source>
            <translation>Page Down</translation>
        </message>
        <message>
            <source>Page up</source>
            <translation>Page Up</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>回车键</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Timeline, also from a button</source>
            <translation>时间轴（焦点在按钮上时也有效）</translation>
        </message>
        <message>
            <source>What they do</source>
            <translation>作用</translation>
        </message>
        <message>
            <source>arrow keys</source>
            <translation>方向键</translation>
        </message>
        <message>
            <source>delete a run; it can be taken back</source>
            <translation>删除一次训练；可以撤销</translation>
        </message>
        <message>
            <source>do what is marked: a row, a cell, a command</source>
            <translation>执行所选的行、单元格或命令</translation>
        </message>
        <message>
            <source>first or last step</source>
            <translation>到最前或最后一步</translation>
        </message>
        <message>
            <source>go from card to card of the graph</source>
            <translation>在计算图的卡片之间移动</translation>
        </message>
        <message>
            <source>go from row to row, from cell to cell, from picture to picture</source>
            <translation>在行、单元格、图片之间移动</translation>
        </message>
        <message>
            <source>leave a field; close a notice, a menu or a panel</source>
            <translation>离开输入框；关闭通知、菜单或面板</translation>
        </message>
        <message>
            <source>move the point or the start; read a curve step by step</source>
            <translation>移动点或起点；逐步读取曲线</translation>
        </message>
        <message>
            <source>move what is seen</source>
            <translation>平移视图</translation>
        </message>
        <message>
            <source>one step back or forward</source>
            <translation>后退或前进一步</translation>
        </message>
        <message>
            <source>play or pause; on a button: press it</source>
            <translation>播放或暂停；在按钮上则按下它</translation>
        </message>
        <message>
            <source>read a curve fifty steps further</source>
            <translation>每次五十步读取曲线</translation>
        </message>
        <message>
            <source>rename a run</source>
            <translation>重命名一次训练</translation>
        </message>
        <message>
            <source>show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>show or hide a run</source>
            <translation>显示或隐藏一次训练</translation>
        </message>
        <message>
            <source>step a number</source>
            <translation>增减数值</translation>
        </message>
        <message>
            <source>step a number ten times as far</source>
            <translation>以十倍步长增减数值</translation>
        </message>
        <message>
            <source>step a slider; choose the next of several</source>
            <translation>移动滑块；选择下一个选项</translation>
        </message>
        <message>
            <source>to the next control, to the one before</source>
            <translation>到下一个控件、上一个控件</translation>
        </message>
        <message>
            <source>turn the 3-D view; go from cell to cell of a map</source>
            <translation>旋转三维视图；在热力图的单元格之间移动</translation>
        </message>
        <message>
            <source>with the underlined letter: open that menu</source>
            <translation>与带下划线的字母同按：打开该菜单</translation>
        </message>
        <message>
            <source>zoom in, zoom in, zoom out</source>
            <translation>放大、放大、缩小</translation>
        </message>
    </context>
    <context>
        <name>Leaf</name>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Formula</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Guide</source>
            <translation>导学</translation>
        </message>
    </context>
    <context>
        <name>Lesson</name>
        <message>
            <source>A trainable variable is watched as soon as the tape reads it.</source>
            <translation>梯度带一读到可训练的变量，就开始监视它。</translation>
        </message>
        <message>
            <source>Forward mode</source>
            <translation>前向模式</translation>
        </message>
        <message>
            <source>Forward mode goes through the function once: each value takes its slope along. One pass serves any number of outputs; each further input needs its own.</source>
            <translation>前向模式只走一遍函数：每个值都带着自己的斜率。一遍可服务任意多个输出，但每多一个输入就要多走一遍。</translation>
        </message>
        <message>
            <source>Reverse mode</source>
            <translation>反向模式</translation>
        </message>
        <message>
            <source>Reverse mode goes through the function twice: forward to record it, then backward from y. One backward pass serves any number of inputs; each further output needs its own.</source>
            <translation>反向模式走两遍函数：先前向记录，再从 y 反向返回。一遍反向可服务任意多个输入，但每多一个输出就要多走一遍。</translation>
        </message>
        <message>
            <source>Tape on a constant</source>
            <translation>梯度带用于常量</translation>
        </message>
        <message>
            <source>Tape on a variable</source>
            <translation>梯度带用于变量</translation>
        </message>
        <message>
            <source>Tape on a watched constant</source>
            <translation>梯度带用于被监视的常量</translation>
        </message>
        <message>
            <source>The inner tape answers None, and None cannot be derived once more.</source>
            <translation>内层梯度带回答 None，而 None 不能再求导。</translation>
        </message>
        <message>
            <source>The outer tape records how the inner one computes dy/dx, and derives that once more.</source>
            <translation>外层梯度带记录内层怎样算出 dy/dx，再对它求一次导。</translation>
        </message>
        <message>
            <source>The tape records variables by itself. x is a constant, so nothing on the tape leads from y back to x.</source>
            <translation>梯度带只自动记录变量。x 是常量，所以梯度带上没有从 y 回到 x 的路。</translation>
        </message>
        <message>
            <source>Two nested tapes</source>
            <translation>两条嵌套的梯度带</translation>
        </message>
        <message>
            <source>dy/dx is computed without x, so nothing on the outer tape leads from it back to x.</source>
            <translation>dy/dx 的计算没有用到 x，所以外层梯度带上没有从它回到 x 的路。</translation>
        </message>
        <message>
            <source>watch tells this tape to record what x is used for.</source>
            <translation>watch 让这条梯度带记录 x 的用途。</translation>
        </message>
        <message>
            <source>x is watched, but no operation with a gradient leads from y back to x: this function is constant, or made of steps.</source>
            <translation>x 被监视，但从 y 回到 x 的路上没有带梯度的运算：这个函数是常数，或由台阶组成。</translation>
        </message>
    </context>
    <context>
        <name>Lessons</name>
        <message>
            <source>Step {number}: {problem}</source>
            <translation>第 {number} 步：{problem}</translation>
        </message>
        <message>
            <source>a condition on {name} asks nothing</source>
            <translation>对 {name} 的条件什么也没有要求</translation>
        </message>
        <message>
            <source>a prediction can be put on the plot only on {pages}</source>
            <translation>只有 {pages} 页可以把预测放在图上</translation>
        </message>
        <message>
            <source>a prediction needs something that is shown afterwards</source>
            <translation>预测之后必须有可演示的内容</translation>
        </message>
        <message>
            <source>an option without a condition can be neither right nor wrong</source>
            <translation>没有条件的选项无所谓对错</translation>
        </message>
        <message>
            <source>did you mean {near}?</source>
            <translation>你是指 {near} 吗？</translation>
        </message>
        <message>
            <source>it cannot be read: {reason}</source>
            <translation>无法读取：{reason}</translation>
        </message>
        <message>
            <source>it is no TOML: {reason}</source>
            <translation>不是 TOML：{reason}</translation>
        </message>
        <message>
            <source>it must have from 1 to {most} steps</source>
            <translation>必须有 1 到 {most} 步</translation>
        </message>
        <message>
            <source>it says nothing</source>
            <translation>没有文字</translation>
        </message>
        <message>
            <source>its page must be one of {pages}</source>
            <translation>页面必须是以下之一：{pages}</translation>
        </message>
        <message>
            <source>its text has more than {most} sentences</source>
            <translation>文字超过 {most} 句</translation>
        </message>
        <message>
            <source>its title is longer than {most} characters</source>
            <translation>标题超过 {most} 个字符</translation>
        </message>
        <message>
            <source>only a number is put on the plot</source>
            <translation>只有数值可以放到图上</translation>
        </message>
        <message>
            <source>step {number}: a prediction has either a fact or options</source>
            <translation>第 {number} 步：预测要么有 fact，要么有 options</translation>
        </message>
        <message>
            <source>step {number}: a second number needs a first one</source>
            <translation>第 {number} 步：有 second 就要有 fact</translation>
        </message>
        <message>
            <source>step {number}: a text is longer than {most} characters</source>
            <translation>第 {number} 步：有一段文字超过 {most} 个字符</translation>
        </message>
        <message>
            <source>step {number}: its goal has no condition</source>
            <translation>第 {number} 步：目标没有条件</translation>
        </message>
        <message>
            <source>step {number}: one option is no choice</source>
            <translation>第 {number} 步：只有一个选项，无从选择</translation>
        </message>
        <message>
            <source>step {number}: there can be at most {most} options</source>
            <translation>第 {number} 步：选项最多 {most} 个</translation>
        </message>
        <message>
            <source>there are {known}</source>
            <translation>可用的有 {known}</translation>
        </message>
        <message>
            <source>there is no choice {name}; {near}</source>
            <translation>没有选项 {name}；{near}</translation>
        </message>
        <message>
            <source>there is no fact {name}; {near}</source>
            <translation>没有 fact {name}；{near}</translation>
        </message>
        <message>
            <source>there is no part {name} to look at; {near}</source>
            <translation>没有名为 {name} 的部分可看；{near}</translation>
        </message>
        <message>
            <source>what is shown before needs a prediction</source>
            <translation>before 只能用于有预测的步骤</translation>
        </message>
        <message>
            <source>what it shows cannot be chosen: {reason}</source>
            <translation>所演示的内容无法选择：{reason}</translation>
        </message>
        <message>
            <source>within must say how near to the number an answer has to be</source>
            <translation>within 必须说明答案要多接近</translation>
        </message>
        <message>
            <source>{entry} is not known; {near}</source>
            <translation>不认识 {entry}；{near}</translation>
        </message>
        <message>
            <source>{file} is no lesson: {problem}.</source>
            <translation>{file} 不是课程：{problem}。</translation>
        </message>
        <message>
            <source>{name} has no place on the plot; there are {known}</source>
            <translation>{name} 在图上没有位置；有 {known}</translation>
        </message>
        <message>
            <source>{problem}</source>
            <translation>{problem}</translation>
        </message>
    </context>
    <context>
        <name>Loss</name>
        <message>
            <source>best {value} %</source>
            <translation>最佳 {value} %</translation>
        </message>
        <message>
            <source>loss {value}</source>
            <translation>损失 {value}</translation>
        </message>
        <message>
            <source>validation loss {value}</source>
            <translation>验证损失 {value}</translation>
        </message>
        <message>
            <source>validation, best {value}</source>
            <translation>验证，最佳 {value}</translation>
        </message>
        <message>
            <source>{name}, step {step}: {values}</source>
            <translation>{name}，第 {step} 步：{values}</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>About Gradient Explorer</source>
            <translation>关于 Gradient Explorer</translation>
        </message>
        <message>
            <source>Close the panel</source>
            <translation>关闭面板</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>复制链接</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Copy the numbers</source>
            <translation>复制数据</translation>
        </message>
        <message>
            <source>Copy the plot as a picture</source>
            <translation>将图复制为图片</translation>
        </message>
        <message>
            <source>Copy the program</source>
            <translation>复制程序</translation>
        </message>
        <message>
            <source>Dark theme</source>
            <translation>深色主题</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Export animation…</source>
            <translation>导出动画…</translation>
        </message>
        <message>
            <source>Export notebook…</source>
            <translation>导出笔记本…</translation>
        </message>
        <message>
            <source>Export numbers…</source>
            <translation>导出数值…</translation>
        </message>
        <message>
            <source>Export picture…</source>
            <translation>导出图片…</translation>
        </message>
        <message>
            <source>Export program…</source>
            <translation>导出程序…</translation>
        </message>
        <message>
            <source>Export web page…</source>
            <translation>导出网页…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Follow a run…</source>
            <translation>跟随运行…</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>Go to the menus</source>
            <translation>转到菜单栏</translation>
        </message>
        <message>
            <source>Guide to this page</source>
            <translation>本页导学</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>High contrast, dark</source>
            <translation>高对比度（深色）</translation>
        </message>
        <message>
            <source>High contrast, light</source>
            <translation>高对比度（浅色）</translation>
        </message>
        <message>
            <source>Keep runs in a folder…</source>
            <translation>设置运行文件夹…</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Language of the desktop</source>
            <translation>跟随系统语言</translation>
        </message>
        <message>
            <source>Larger for a projector</source>
            <translation>放大（投影用）</translation>
        </message>
        <message>
            <source>Light theme</source>
            <translation>浅色主题</translation>
        </message>
        <message>
            <source>List of this page</source>
            <translation>本页的列表</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>还没有</translation>
        </message>
        <message>
            <source>Open the link on the clipboard</source>
            <translation>打开剪贴板中的链接</translation>
        </message>
        <message>
            <source>Open the log</source>
            <translation>打开日志</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Preferences…</source>
            <translation>首选项…</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>最近打开</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>减少动画</translation>
        </message>
        <message>
            <source>Reset this page</source>
            <translation>重置此页面</translation>
        </message>
        <message>
            <source>Resume a run…</source>
            <translation>继续运行…</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Search commands</source>
            <translation>搜索命令</translation>
        </message>
        <message>
            <source>Show all of the plot</source>
            <translation>显示整幅图</translation>
        </message>
        <message>
            <source>Text at {size} %</source>
            <translation>文字大小 {size} %</translation>
        </message>
        <message>
            <source>Theme of the desktop</source>
            <translation>跟随系统主题</translation>
        </message>
        <message>
            <source>Train in a process of its own</source>
            <translation>在独立进程中训练</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>User guide</source>
            <translation>用户指南</translation>
        </message>
        <message>
            <source>View</source>
            <translation>查看</translation>
        </message>
    </context>
    <context>
        <name>Mnist</name>
        <message>
            <source>28 × 28 pixels in ten classes. Each has runs of its own, which come back with it. A folder holds four IDX files by MNIST’s names, or EMNIST’s digits by theirs.</source>
            <translation>28 × 28 像素，十个类别。每个数据集有各自的训练，随数据集一起回来。文件夹中须有按 MNIST 命名的四个 IDX 文件，或按其自身命名的 EMNIST 数字。</translation>
        </message>
        <message>
            <source>A folder…</source>
            <translation>文件夹…</translation>
        </message>
        <message>
            <source>A gradient is known once a run has begun.</source>
            <translation>训练开始之后才有梯度。</translation>
        </message>
        <message>
            <source>A {digit}, read as {answer}; {share} sure.</source>
            <translation>数字 {digit}，识别为 {answer}，把握 {share}。</translation>
        </message>
        <message>
            <source>A {digit}, wrongly read as {answer}; {share} sure.</source>
            <translation>数字 {digit}，误认为 {answer}，把握 {share}。</translation>
        </message>
        <message>
            <source>A {digit}.</source>
            <translation>数字 {digit}。</translation>
        </message>
        <message>
            <source>Above the edge.</source>
            <translation>超过边缘。</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>After {step} updates the numbers grew beyond float32: the learning rate {rate} is probably too high. Train anew with a smaller one, for example {smaller}.</source>
            <translation>{step} 次更新后数值超出了 float32：学习率 {rate} 可能过大。请用更小的学习率重新训练，例如 {smaller}。</translation>
        </message>
        <message>
            <source>All {count} units of the first layer.</source>
            <translation>第一层的全部 {count} 个单元。</translation>
        </message>
        <message>
            <source>Another program is at step {step}, with a loss of {loss}.</source>
            <translation>另一个程序已到第 {step} 步，损失为 {loss}。</translation>
        </message>
        <message>
            <source>Another program makes this run.</source>
            <translation>这次运行由另一个程序进行。</translation>
        </message>
        <message>
            <source>At a kink, as ReLU has one, the slope jumps, of which f″ by a tape knows nothing: the curve may bend more.</source>
            <translation>在折点处（如 ReLU 的折点）斜率会跳变，而梯度带给出的 f″ 看不到它：曲线可能弯得更厉害。</translation>
        </message>
        <message>
            <source>At step {step}, of the loss of the first {images} training images. ± is the residual |Hv − λv|: an eigenvalue lies that near. {count} products, by Lanczos’ method.</source>
            <translation>第 {step} 步，前 {images} 张训练图像的损失。± 为残差 |Hv − λv|：在此距离内必有一个特征值。用 Lanczos 方法，{count} 次乘积。</translation>
        </message>
        <message>
            <source>At step {step}, over {images} images, the gradient G cannot be told from its noise: B is larger than they can show.</source>
            <translation>第 {step} 步，用 {images} 张图像无法把梯度 G 与其噪声区分开：B 大于它们所能显示的值。</translation>
        </message>
        <message>
            <source>At step {step}, over {images} images; 95 %: {low} to {high}. Σ is the covariance of single images’ gradients. An update of {batch} images achieves {model} = {share} % of one along G, and one of twice as many {factor} times as much, each at its best rate, where the loss is a parabola of one curvature (McCandlish et al., 2018).</source>
            <translation>第 {step} 步，{images} 张图像；95 %：{low} 至 {high}。Σ 为单张图像梯度的协方差。若损失是各方向曲率相同的抛物面，且各用最佳学习率，则 {batch} 张图像的一次更新达到沿 G 更新的 {model} = {share} %，图像数加倍则达到前者的 {factor} 倍（McCandlish 等，2018）。</translation>
        </message>
        <message>
            <source>At step {step}: λ₁ = {value} with the residual |Hv − λ₁v| = {residual}; along the gradient the second derivative is {along}.</source>
            <translation>第 {step} 步：λ₁ = {value}，残差 |Hv − λ₁v| = {residual}；沿梯度方向的二阶导数为 {along}。</translation>
        </message>
        <message>
            <source>At the edge.</source>
            <translation>处于边缘。</translation>
        </message>
        <message>
            <source>Average of {steps} steps</source>
            <translation>{steps} 步的平均值</translation>
        </message>
        <message>
            <source>Axis of the curves</source>
            <translation>曲线的横轴</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>批次大小</translation>
        </message>
        <message>
            <source>Batch {count} of {most}.</source>
            <translation>第 {count} 批，共 {most} 批。</translation>
        </message>
        <message>
            <source>Below the edge.</source>
            <translation>低于边缘。</translation>
        </message>
        <message>
            <source>By the tape | by central differences</source>
            <translation>梯度带 | 中心差分</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancelled. Press Compute to go on.</source>
            <translation>已取消。按“计算”继续。</translation>
        </message>
        <message>
            <source>Categorical cross-entropy</source>
            <translation>分类交叉熵</translation>
        </message>
        <message>
            <source>Categorical hinge</source>
            <translation>分类铰链损失</translation>
        </message>
        <message>
            <source>Check: f′(0) = {slope}, ∇L·d = {product}; f″(0) = {bend}, d·Hd = {bent}.</source>
            <translation>检验：f′(0) = {slope}，∇L·d = {product}；f″(0) = {bend}，d·Hd = {bent}。</translation>
        </message>
        <message>
            <source>Choose this before a run.</source>
            <translation>在运行之前选择。</translation>
        </message>
        <message>
            <source>Clear (Delete)</source>
            <translation>清除（Delete）</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Compiling…</source>
            <translation>编译中…</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>计算</translation>
        </message>
        <message>
            <source>Computing: {done} of {points} points.</source>
            <translation>正在计算：{points} 个点中的 {done} 个。</translation>
        </message>
        <message>
            <source>Confusion</source>
            <translation>混淆</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Cover with the pen</source>
            <translation>用笔遮盖</translation>
        </message>
        <message>
            <source>Covered: {first}, {before} → {then}, {now}.</source>
            <translation>遮盖之后：{first}，{before} → {then}，{now}。</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>不同</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>Digits of the cell</source>
            <translation>该单元格的数字</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Diverged.</source>
            <translation>已发散。</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>完成。</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>下载</translation>
        </message>
        <message>
            <source>Downloaded so far</source>
            <translation>已下载</translation>
        </message>
        <message>
            <source>Draw a digit</source>
            <translation>手写数字</translation>
        </message>
        <message>
            <source>Draw a digit here, or select one below.</source>
            <translation>在此写一个数字，或在下方选一个。</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout 率</translation>
        </message>
        <message>
            <source>Each update is by the gradient over all of these images at once.</source>
            <translation>每次更新都使用所有这些图像的梯度。</translation>
        </message>
        <message>
            <source>Edge 2/lr</source>
            <translation>边缘 2/lr</translation>
        </message>
        <message>
            <source>Edge of stability</source>
            <translation>稳定边缘</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>轮</translation>
        </message>
        <message>
            <source>Experiment</source>
            <translation>实验</translation>
        </message>
        <message>
            <source>File → Keep runs in a folder… chooses another.</source>
            <translation>用“文件 → 设置运行文件夹…”另选。</translation>
        </message>
        <message>
            <source>Finding the direction…</source>
            <translation>正在求方向…</translation>
        </message>
        <message>
            <source>Finding the plane…</source>
            <translation>正在求平面…</translation>
        </message>
        <message>
            <source>First-layer weights</source>
            <translation>第一层权重</translation>
        </message>
        <message>
            <source>Five largest eigenvalues</source>
            <translation>五个最大特征值</translation>
        </message>
        <message>
            <source>Folder of the run to follow</source>
            <translation>要跟随的运行的文件夹</translation>
        </message>
        <message>
            <source>Folder of the run to resume</source>
            <translation>要继续的运行的文件夹</translation>
        </message>
        <message>
            <source>Folder with the four files</source>
            <translation>含有四个文件的文件夹</translation>
        </message>
        <message>
            <source>Following.</source>
            <translation>跟随中。</translation>
        </message>
        <message>
            <source>For example 128, or 128, 64, or none.</source>
            <translation>如 128 或 128, 64；无则填 0。</translation>
        </message>
        <message>
            <source>For this optimiser no edge is known here.</source>
            <translation>这里不知道该优化器的边缘。</translation>
        </message>
        <message>
            <source>From step {step} on: {changes}.</source>
            <translation>从第 {step} 步起：{changes}。</translation>
        </message>
        <message>
            <source>From the pixel in row {row}, column {column}: {number}</source>
            <translation>来自第 {row} 行第 {column} 列的像素：{number}</translation>
        </message>
        <message>
            <source>Go on from the last checkpoint</source>
            <translation>从最后一个检查点继续</translation>
        </message>
        <message>
            <source>Go on with {rate}</source>
            <translation>以 {rate} 继续</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Gradient noise</source>
            <translation>梯度噪声</translation>
        </message>
        <message>
            <source>Gradient noise scale</source>
            <translation>梯度噪声尺度</translation>
        </message>
        <message>
            <source>Gradient × input</source>
            <translation>梯度 × 输入</translation>
        </message>
        <message>
            <source>Half squared error</source>
            <translation>半平方误差</translation>
        </message>
        <message>
            <source>Hessian eigenvalues</source>
            <translation>黑塞矩阵特征值</translation>
        </message>
        <message>
            <source>Hidden layer {number}: {active} of {units} units are not 0</source>
            <translation>隐藏层 {number}：{units} 个单元中有 {active} 个不为 0</translation>
        </message>
        <message>
            <source>Hidden layers, units of each</source>
            <translation>隐藏层，各层单元数</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>Images missing.</source>
            <translation>缺少图像。</translation>
        </message>
        <message>
            <source>Images of the slice</source>
            <translation>切片的图像数</translation>
        </message>
        <message>
            <source>Initial weights</source>
            <translation>初始权重</translation>
        </message>
        <message>
            <source>Integrated gradients</source>
            <translation>积分梯度</translation>
        </message>
        <message>
            <source>It took {share} % of this run’s time.</source>
            <translation>它占用了本次运行 {share} % 的时间。</translation>
        </message>
        <message>
            <source>Its derivative by each pixel’s ink (0 to 1).</source>
            <translation>它对每个像素的墨量（0 到 1）的导数。</translation>
        </message>
        <message>
            <source>Its derivative by each pixel’s ink, times the ink.</source>
            <translation>它对每个像素的墨量的导数，乘以墨量。</translation>
        </message>
        <message>
            <source>Its network was not kept.</source>
            <translation>它的网络没有保存。</translation>
        </message>
        <message>
            <source>Keep runs in</source>
            <translation>运行保存到</translation>
        </message>
        <message>
            <source>Keep the run on disk</source>
            <translation>保存运行到磁盘</translation>
        </message>
        <message>
            <source>Kullback–Leibler divergence</source>
            <translation>Kullback–Leibler 散度</translation>
        </message>
        <message>
            <source>L2 factor</source>
            <translation>L2 系数</translation>
        </message>
        <message>
            <source>L2 {value}</source>
            <translation>L2 {value}</translation>
        </message>
        <message>
            <source>Landscape</source>
            <translation>损失地形</translation>
        </message>
        <message>
            <source>Last update</source>
            <translation>最后一次更新</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Lengths of gradients and updates, drawn below; in a low window instead of the views into the network.</source>
            <translation>梯度与更新的长度，画在下方；窗口较低时取代观察网络的视图。</translation>
        </message>
        <message>
            <source>Lesson</source>
            <translation>课程网络</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Logit</source>
            <translation>Logit</translation>
        </message>
        <message>
            <source>Looking back.</source>
            <translation>回看。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Loss against learning rate</source>
            <translation>损失随学习率的变化</translation>
        </message>
        <message>
            <source>Loss along a direction</source>
            <translation>沿一个方向的损失</translation>
        </message>
        <message>
            <source>Loss and accuracy over the steps</source>
            <translation>损失与准确率随步数的变化</translation>
        </message>
        <message>
            <source>Loss axis</source>
            <translation>损失轴</translation>
        </message>
        <message>
            <source>Loss on a plane</source>
            <translation>平面上的损失</translation>
        </message>
        <message>
            <source>Loss, smoothed</source>
            <translation>损失（平滑）</translation>
        </message>
        <message>
            <source>Losses from {low} to {high}; the path goes from ({x}, {y}) to ({u}, {v}).</source>
            <translation>损失从 {low} 到 {high}；路径从 ({x}, {y}) 走到 ({u}, {v})。</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>平均绝对误差</translation>
        </message>
        <message>
            <source>Mean derivative at {points} points on the way from an empty picture, times the ink. Their sum {sum} should be the score less that of the empty picture, {difference}.</source>
            <translation>从空白图像到这张图像的 {points} 个点上导数的平均值，乘以墨量。总和 {sum} 应等于得分减去空白图像的得分，即 {difference}。</translation>
        </message>
        <message>
            <source>Mean derivative of {copies} copies with noise σ = {noise}, seed {seed}.</source>
            <translation>{copies} 份加噪副本（σ = {noise}，种子 {seed}）的导数的平均值。</translation>
        </message>
        <message>
            <source>Mean squared error</source>
            <translation>均方误差</translation>
        </message>
        <message>
            <source>Measured every {count} steps.</source>
            <translation>每 {count} 步测量一次。</translation>
        </message>
        <message>
            <source>More units (Page Down)</source>
            <translation>后面的单元 (Page Down)</translation>
        </message>
        <message>
            <source>Most confident mistakes</source>
            <translation>把握最大的错误</translation>
        </message>
        <message>
            <source>Near</source>
            <translation>接近</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Network and loss</source>
            <translation>网络与损失</translation>
        </message>
        <message>
            <source>Next update</source>
            <translation>下一次更新</translation>
        </message>
        <message>
            <source>No rate is suggested: at none the loss falls by more than its batches scatter.</source>
            <translation>不建议任何学习率：损失的下降都不超过各批次间的波动。</translation>
        </message>
        <message>
            <source>Norms of each layer</source>
            <translation>各层的范数</translation>
        </message>
        <message>
            <source>Norms of gradients and updates of each layer</source>
            <translation>各层梯度与更新的范数</translation>
        </message>
        <message>
            <source>Not started.</source>
            <translation>未开始。</translation>
        </message>
        <message>
            <source>Not trained.</source>
            <translation>未训练。</translation>
        </message>
        <message>
            <source>Note on this run</source>
            <translation>对这次运行的备注</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>Of the digit</source>
            <translation>针对的数字</translation>
        </message>
        <message>
            <source>Off: every step as it is</source>
            <translation>关闭：每一步原样显示</translation>
        </message>
        <message>
            <source>On a parabola the error e along the sharpest direction grows once λ₁ passes the edge. In a network that growth lowers λ₁ again, so that full-batch runs settle there; runs by mini-batches mostly settle below (Cohen et al., “Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability”, ICLR 2021).</source>
            <translation>在抛物线上，一旦 λ₁ 超过边缘，沿最尖锐方向的误差 e 就会增长。在网络中，这种增长又使 λ₁ 降低，因此全批量训练停留在那里；小批量训练大多停留在其下方（Cohen 等，“Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability”，ICLR 2021）。</translation>
        </message>
        <message>
            <source>One weight’s next update</source>
            <translation>一个权重的下一次更新</translation>
        </message>
        <message>
            <source>Only the other program can hold its run.</source>
            <translation>只有那个程序能暂停自己的运行。</translation>
        </message>
        <message>
            <source>Only {accuracy} are right: the rate {rate} does not suit {optimizer}.</source>
            <translation>只认对 {accuracy}：学习率 {rate} 不适合 {optimizer}。</translation>
        </message>
        <message>
            <source>Open on Descent</source>
            <translation>在“下降”页打开</translation>
        </message>
        <message>
            <source>Open on Surface</source>
            <translation>在“曲面”页打开</translation>
        </message>
        <message>
            <source>Optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Optimiser, seed, network and loss are fixed while a run is going.</source>
            <translation>训练期间，优化器、种子、网络和损失函数不能更改。</translation>
        </message>
        <message>
            <source>Output: the ten answers</source>
            <translation>输出：十个回答</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Pause the run first: both would share the processor.</source>
            <translation>请先暂停训练：两者会争用处理器。</translation>
        </message>
        <message>
            <source>Paused.</source>
            <translation>已暂停。</translation>
        </message>
        <message>
            <source>Plane of the run’s path</source>
            <translation>运行路径的平面</translation>
        </message>
        <message>
            <source>Plane of two directions</source>
            <translation>两个方向的平面</translation>
        </message>
        <message>
            <source>Press Space to train the network for {steps} steps.</source>
            <translation>按空格键，训练网络 {steps} 步。</translation>
        </message>
        <message>
            <source>Press a listed digit, or draw one here.</source>
            <translation>点按列出的数字，或在这里画一个。</translation>
        </message>
        <message>
            <source>Probability</source>
            <translation>概率</translation>
        </message>
        <message>
            <source>Probability of each digit</source>
            <translation>各数字的概率</translation>
        </message>
        <message>
            <source>Product {count}, of {most} at most.</source>
            <translation>第 {count} 次乘积，至多 {most} 次。</translation>
        </message>
        <message>
            <source>Products with the Hessian are being compiled.</source>
            <translation>正在编译与黑塞矩阵的乘积。</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>Random, filter-normalised</source>
            <translation>随机（滤波器归一化）</translation>
        </message>
        <message>
            <source>Range test</source>
            <translation>范围测试</translation>
        </message>
        <message>
            <source>Range ±x</source>
            <translation>范围 ±x</translation>
        </message>
        <message>
            <source>Range ±y</source>
            <translation>范围 ±y</translation>
        </message>
        <message>
            <source>Ready.</source>
            <translation>就绪。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Row {row}, column {column}: {number}</source>
            <translation>第 {row} 行第 {column} 列：{number}</translation>
        </message>
        <message>
            <source>Run {number}</source>
            <translation>运行 {number}</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Saliency</source>
            <translation>显著图</translation>
        </message>
        <message>
            <source>Same bits</source>
            <translation>逐位相同</translation>
        </message>
        <message>
            <source>Second eigenvalue λ₂</source>
            <translation>第二特征值 λ₂</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Seed of the direction</source>
            <translation>方向的种子</translation>
        </message>
        <message>
            <source>Sharpening.</source>
            <translation>正在变锐。</translation>
        </message>
        <message>
            <source>Sharpest eigenvector</source>
            <translation>最尖锐的特征向量</translation>
        </message>
        <message>
            <source>Sharpness over the steps</source>
            <translation>锐度随步数的变化</translation>
        </message>
        <message>
            <source>Sharpness λ₁</source>
            <translation>锐度 λ₁</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Silent units are counted when the run waits or ends.</source>
            <translation>训练暂停或结束时统计静默单元。</translation>
        </message>
        <message>
            <source>Silent units, 0 for all {images} test images: {parts}.</source>
            <translation>静默单元（对全部 {images} 张测试图像都为 0）：{parts}。</translation>
        </message>
        <message>
            <source>Silent units: counting…</source>
            <translation>静默单元：统计中…</translation>
        </message>
        <message>
            <source>SmoothGrad</source>
            <translation>SmoothGrad</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>Step {step} of {steps}</source>
            <translation>第 {step} / {steps} 步</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>已停止。</translation>
        </message>
        <message>
            <source>Strokes take ink from the digit: see how the answer changes.</source>
            <translation>笔画会擦去数字的墨：看看回答怎样变化。</translation>
        </message>
        <message>
            <source>TensorFlow turns the training loop into machine code.</source>
            <translation>TensorFlow 正把训练循环编译成机器码。</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>测试准确率</translation>
        </message>
        <message>
            <source>Test digits</source>
            <translation>测试数字</translation>
        </message>
        <message>
            <source>Test digits and what the network says</source>
            <translation>测试数字与网络的回答</translation>
        </message>
        <message>
            <source>The digit that is looked at</source>
            <translation>正在查看的数字</translation>
        </message>
        <message>
            <source>The gradient is being compiled.</source>
            <translation>正在编译梯度。</translation>
        </message>
        <message>
            <source>The images are not here yet.</source>
            <translation>图像尚未就绪。</translation>
        </message>
        <message>
            <source>The logit of {digit} is {score}.</source>
            <translation>{digit} 的 logit 是 {score}。</translation>
        </message>
        <message>
            <source>The loop is being compiled.</source>
            <translation>正在编译循环。</translation>
        </message>
        <message>
            <source>The loss is {loss} at step {step}.</source>
            <translation>第 {step} 步的损失为 {loss}。</translation>
        </message>
        <message>
            <source>The loss of every step is drawn here while the network learns.</source>
            <translation>网络学习时，每一步的损失会画在这里。</translation>
        </message>
        <message>
            <source>The loss of the batch of update {update}, differentiated by the weights.</source>
            <translation>第 {update} 次更新那一批的损失对权重的导数。</translation>
        </message>
        <message>
            <source>The mean loss of the first {images} training images on a plane through the weights after step {step}, at (0, 0): {columns} × {rows} places in {seconds} s, in float64. Its directions are the two in which the {steps} kept steps vary most, by PCA: {first} % and {second} % of their variance. The path is drawn as it is seen from above.</source>
            <translation>前 {images} 张训练图像的平均损失，所在平面在 (0, 0) 处经过第 {step} 步之后的权重：{columns} × {rows} 个点，用时 {seconds} 秒，float64。它的两个方向是 {steps} 个已保存的步变化最大的方向（PCA）：占其方差的 {first} % 和 {second} %。路径按从上方看到的样子画出。</translation>
        </message>
        <message>
            <source>The mean loss of the first {images} training images on a plane through the weights after step {step}, at (0, 0): {columns} × {rows} places in {seconds} s, in float64. x goes along “{first}”, y along what “{second}” has at right angles to it (cosine {cosine}), both in the distance of all weights.</source>
            <translation>前 {images} 张训练图像的平均损失，位于经过第 {step} 步之后权重（在 (0, 0)）的一个平面上：{columns} × {rows} 个点，用时 {seconds} 秒，float64。x 沿“{first}”，y 沿“{second}”与之垂直的部分（余弦 {cosine}），两者都以全部权重的距离为单位。</translation>
        </message>
        <message>
            <source>The next update is being made anew.</source>
            <translation>正在重新计算下一次更新。</translation>
        </message>
        <message>
            <source>The optimiser’s memory was not kept at this step.</source>
            <translation>这一步没有保留优化器的状态。</translation>
        </message>
        <message>
            <source>The other program ended its run at step {step} of {steps}.</source>
            <translation>另一个程序在第 {step} 步（共 {steps} 步）结束了运行。</translation>
        </message>
        <message>
            <source>The other program has been silent for {seconds} s, at step {step} of {steps}: it may be busy or gone.</source>
            <translation>另一个程序已有 {seconds} 秒没有消息，停在第 {step} 步（共 {steps} 步）：它可能正忙，也可能已经退出。</translation>
        </message>
        <message>
            <source>The other program holds its run at step {step} of {steps}.</source>
            <translation>另一个程序把运行暂停在第 {step} 步（共 {steps} 步）。</translation>
        </message>
        <message>
            <source>The other program lost a worker; its run ended safely at step {step} of {steps}.</source>
            <translation>另一个程序失去了一个工作进程，运行在第 {step} 步（共 {steps} 步）安全结束。</translation>
        </message>
        <message>
            <source>The other program’s run left float32 after {step} updates: its learning rate {rate} is probably too high. It can be resumed with a smaller one, for example {smaller}.</source>
            <translation>另一个程序的运行在 {step} 次更新之后超出了 float32 的范围：学习率 {rate} 很可能太大。可以用较小的学习率继续，例如 {smaller}。</translation>
        </message>
        <message>
            <source>The other run</source>
            <translation>另一次运行</translation>
        </message>
        <message>
            <source>The probability of {digit} is {score}.</source>
            <translation>{digit} 的概率是 {score}。</translation>
        </message>
        <message>
            <source>The right digits of this batch get a probability of {share} on (geometric) average.</source>
            <translation>这一批中，正确数字所得概率的几何平均为 {share}。</translation>
        </message>
        <message>
            <source>The run ended at step {step} of {steps}.</source>
            <translation>运行止于第 {step} / {steps} 步。</translation>
        </message>
        <message>
            <source>The run ended at step {step} of {steps}; validation accuracy was {accuracy} at step {at}.</source>
            <translation>运行止于第 {step} / {steps} 步；第 {at} 步的验证准确率为 {accuracy}。</translation>
        </message>
        <message>
            <source>The run waits at step {step} of {steps}. Press Space to go on.</source>
            <translation>运行停在第 {step} / {steps} 步，按空格键继续。</translation>
        </message>
        <message>
            <source>The run was followed up to step {step} of {steps}.</source>
            <translation>已跟随到第 {step} / {steps} 步。</translation>
        </message>
        <message>
            <source>The slice could not be computed: {error}</source>
            <translation>无法计算切片：{error}</translation>
        </message>
        <message>
            <source>The slice is computed when the run waits or ends.</source>
            <translation>切片在运行暂停或结束时计算。</translation>
        </message>
        <message>
            <source>The test images are tried when the run waits or ends.</source>
            <translation>训练暂停或结束时才试测试图像。</translation>
        </message>
        <message>
            <source>The unit enlarged</source>
            <translation>放大的单元</translation>
        </message>
        <message>
            <source>The weight at every kept step</source>
            <translation>每个保留步骤上的权重</translation>
        </message>
        <message>
            <source>The weights of this step were not kept.</source>
            <translation>这一步的权重没有保存。</translation>
        </message>
        <message>
            <source>There are no more in the space that was searched.</source>
            <translation>所搜索的空间中没有更多特征值。</translation>
        </message>
        <message>
            <source>There is no other kept run of the same network. Train one more.</source>
            <translation>没有同一网络的其他已保存运行。请再训练一次。</translation>
        </message>
        <message>
            <source>These are the choices of the run that is followed.</source>
            <translation>这些是所跟随的运行的选项。</translation>
        </message>
        <message>
            <source>They are collected when the run pauses or ends.</source>
            <translation>运行暂停或结束时收集。</translation>
        </message>
        <message>
            <source>This run as TensorFlow</source>
            <translation>本次运行的 TensorFlow 程序</translation>
        </message>
        <message>
            <source>This run left float32 after {step} updates with the rate {rate}.</source>
            <translation>这次运行以学习率 {rate} 在 {step} 次更新后超出了 float32 的范围。</translation>
        </message>
        <message>
            <source>This run made {steps} steps; {accuracy} of the test images are right.</source>
            <translation>这次运行走了 {steps} 步；测试图像的准确率为 {accuracy}。</translation>
        </message>
        <message>
            <source>This run made {step} of {steps} steps.</source>
            <translation>这次运行走了 {steps} 步中的 {step} 步。</translation>
        </message>
        <message>
            <source>This weight, step by step</source>
            <translation>这个权重，逐步</translation>
        </message>
        <message>
            <source>This weight, step by step, once the run waits or has ended</source>
            <translation>这个权重，逐步：训练暂停或结束之后显示</translation>
        </message>
        <message>
            <source>This weight, step by step: computing…</source>
            <translation>这个权重，逐步：计算中…</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>剩余时间</translation>
        </message>
        <message>
            <source>To another run</source>
            <translation>通向另一次运行</translation>
        </message>
        <message>
            <source>Train again</source>
            <translation>重新训练</translation>
        </message>
        <message>
            <source>Train with {rate}</source>
            <translation>用 {rate} 训练</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Training.</source>
            <translation>训练中。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Unit {unit}</source>
            <translation>单元 {unit}</translation>
        </message>
        <message>
            <source>Unit {unit}: weights from {low} to {high}; blue above 0, orange below</source>
            <translation>单元 {unit}：权重从 {low} 到 {high}；蓝色大于 0，橙色小于 0</translation>
        </message>
        <message>
            <source>Units before (Page Up)</source>
            <translation>前面的单元 (Page Up)</translation>
        </message>
        <message>
            <source>Units of the first layer</source>
            <translation>第一层的单元</translation>
        </message>
        <message>
            <source>Units {first} to {last} of {count} of the first layer.</source>
            <translation>第一层 {count} 个单元中的第 {first} 至 {last} 个。</translation>
        </message>
        <message>
            <source>Up to {count} updates of a copy of the first weights, while the rate grows from {low} to {high}.</source>
            <translation>对初始权重的副本至多更新 {count} 次，学习率从 {low} 增大到 {high}。</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>Update {step} of {count} at most, at the rate {rate}.</source>
            <translation>第 {step} 次更新，至多 {count} 次，学习率 {rate}。</translation>
        </message>
        <message>
            <source>Update {update} takes the rate {rate}.</source>
            <translation>第 {update} 次更新的学习率是 {rate}。</translation>
        </message>
        <message>
            <source>Use this rate</source>
            <translation>采用此学习率</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>Validation accuracy</source>
            <translation>验证准确率</translation>
        </message>
        <message>
            <source>Validation accuracy falls: {lower} at step {before}, {higher} at step {now}.</source>
            <translation>验证准确率下降：第 {before} 步 {lower}，第 {now} 步 {higher}。</translation>
        </message>
        <message>
            <source>Validation accuracy hardly changes: {lower} at step {before}, {higher} at step {now}.</source>
            <translation>验证准确率几乎不变：第 {before} 步 {lower}，第 {now} 步 {higher}。</translation>
        </message>
        <message>
            <source>Validation accuracy still rises: {lower} at step {before}, {higher} at step {now}.</source>
            <translation>验证准确率仍在上升：第 {before} 步 {lower}，第 {now} 步 {higher}。</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Wait until TensorFlow is loaded.</source>
            <translation>等待 TensorFlow 加载完毕。</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>What each layer gives</source>
            <translation>每一层的输出</translation>
        </message>
        <message>
            <source>What is differentiated</source>
            <translation>对什么求导</translation>
        </message>
        <message>
            <source>What the colours tell</source>
            <translation>颜色的含义</translation>
        </message>
        <message>
            <source>What the pictures show</source>
            <translation>图像显示什么</translation>
        </message>
        <message>
            <source>What update {update} adds to the weights.</source>
            <translation>第 {update} 次更新给权重加上的量。</translation>
        </message>
        <message>
            <source>Why it stays there</source>
            <translation>为什么停在那里</translation>
        </message>
        <message>
            <source>With Adam λ₁ is that of the Hessian seen through Adam’s own scale, and its edge is (2+2β₁)/((1−β₁)lr) (Cohen et al., “Adaptive Gradient Methods at the Edge of Stability”, 2022).</source>
            <translation>使用 Adam 时，λ₁ 是经 Adam 自身缩放的黑塞矩阵的特征值，其边缘为 (2+2β₁)/((1−β₁)lr)（Cohen 等，“Adaptive Gradient Methods at the Edge of Stability”，2022）。</translation>
        </message>
        <message>
            <source>accuracy on 5,000 validation images</source>
            <translation>5,000 张验证图像上的准确率</translation>
        </message>
        <message>
            <source>answer</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>batch size {value}</source>
            <translation>批次大小 {value}</translation>
        </message>
        <message>
            <source>batch {value}</source>
            <translation>批次大小 {value}</translation>
        </message>
        <message>
            <source>centred</source>
            <translation>已减去均值</translation>
        </message>
        <message>
            <source>curvature Hessian eigenvalue edge of stability</source>
            <translation>曲率 黑塞矩阵 特征值 稳定边缘</translation>
        </message>
        <message>
            <source>d = ∇L/|∇L|, uphill, of length 1.</source>
            <translation>d = ∇L/|∇L|，指向上坡，长度为 1。</translation>
        </message>
        <message>
            <source>d is random (seed {seed}), each unit as long as its weights; |d| = {length}.</source>
            <translation>d 是随机的（种子 {seed}），每个单元与其权重等长；|d| = {length}。</translation>
        </message>
        <message>
            <source>d is the eigenvector of λ₁ = {value} (residual {residual}), uphill, of length 1.</source>
            <translation>d 是 λ₁ = {value}（残差 {residual}）的特征向量，指向上坡，长度为 1。</translation>
        </message>
        <message>
            <source>dropout {value}</source>
            <translation>dropout {value}</translation>
        </message>
        <message>
            <source>f(0) + f′(0)x + ½f″(0)x²</source>
            <translation>f(0) + f′(0)x + ½f″(0)x²</translation>
        </message>
        <message>
            <source>f(x) = L(w + x·d), the mean loss of the first {images} training images, w after step {step}: {points} points in {seconds} s, in float64. {unit}</source>
            <translation>f(x) = L(w + x·d)，前 {images} 张训练图像的平均损失，w 为第 {step} 步之后的权重：{points} 个点，用时 {seconds} 秒，float64。{unit}</translation>
        </message>
        <message>
            <source>gradient, layer {number}</source>
            <translation>梯度，第 {number} 层</translation>
        </message>
        <message>
            <source>its own answer</source>
            <translation>网络自己的回答</translation>
        </message>
        <message>
            <source>learning rate {value}</source>
            <translation>学习率 {value}</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>loss {value}</source>
            <translation>损失 {value}</translation>
        </message>
        <message>
            <source>loss, each step and smoothed</source>
            <translation>损失：每步值与平滑值</translation>
        </message>
        <message>
            <source>loss: mean of the last {count} steps; valid.: best on the validation images; test: at the end; s: seconds at work. Settings in which the runs differ are set off. Space: eye, F2: name, Delete, right click: more.</source>
            <translation>损失：最后 {count} 步的平均值；验证：验证图像上的最高准确率；测试：结束时的准确率；s：工作秒数。各次运行不同的设置以粗体标出。空格：显示或隐藏，F2：改名，Delete：删除，右键：更多。</translation>
        </message>
        <message>
            <source>lr {value}</source>
            <translation>lr {value}</translation>
        </message>
        <message>
            <source>mean {value}</source>
            <translation>平均 {value}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>0</translation>
        </message>
        <message>
            <source>on a parabola this sharp, steps lead away from the minimum</source>
            <translation>在这样尖锐的抛物线上，每一步都远离最低点</translation>
        </message>
        <message>
            <source>rate {value}</source>
            <translation>学习率 {value}</translation>
        </message>
        <message>
            <source>row {row}, column {column}: {tape} | {difference}</source>
            <translation>第 {row} 行第 {column} 列：{tape} | {difference}</translation>
        </message>
        <message>
            <source>s(n) = (l(n−{before}) + … + l(n)) / {count}</source>
            <translation>s(n) = (l(n−{before}) + … + l(n)) / {count}</translation>
        </message>
        <message>
            <source>seed {value}</source>
            <translation>种子 {value}</translation>
        </message>
        <message>
            <source>sharpness λ₁, largest eigenvalue of the Hessian</source>
            <translation>锐度 λ₁，黑塞矩阵的最大特征值</translation>
        </message>
        <message>
            <source>step {step}: {values}</source>
            <translation>第 {step} 步：{values}</translation>
        </message>
        <message>
            <source>steps/s</source>
            <translation>步/秒</translation>
        </message>
        <message>
            <source>the run</source>
            <translation>本次运行</translation>
        </message>
        <message>
            <source>this sitting, {now}; earlier, {before}</source>
            <translation>本次打开后 {now} 次；更早 {before} 次</translation>
        </message>
        <message>
            <source>true digit</source>
            <translation>真实数字</translation>
        </message>
        <message>
            <source>true digit → what the network says</source>
            <translation>真实数字 → 网络的回答</translation>
        </message>
        <message>
            <source>update, layer {number}</source>
            <translation>更新，第 {number} 层</translation>
        </message>
        <message>
            <source>validation accuracy</source>
            <translation>验证准确率</translation>
        </message>
        <message>
            <source>x = 1 is after update {update}; |d| = {length}.</source>
            <translation>x = 1 是第 {update} 次更新之后；|d| = {length}。</translation>
        </message>
        <message>
            <source>x = 1 is the other run; |d| = {length}.</source>
            <translation>x = 1 是另一次运行；|d| = {length}。</translation>
        </message>
        <message>
            <source>x = −1 is before update {update}; |d| = {length}.</source>
            <translation>x = −1 是第 {update} 次更新之前；|d| = {length}。</translation>
        </message>
        <message>
            <source>x along</source>
            <translation>x 沿</translation>
        </message>
        <message>
            <source>x is the weight. Formula {formula}, Keras {keras}; gradient by the tape, made anew outside the compiled loop, whose last bits may differ.</source>
            <translation>x 是这个权重。公式 {formula}，Keras {keras}；梯度由梯度带在编译的循环之外重新计算，循环的最后几位可能不同。</translation>
        </message>
        <message>
            <source>y along</source>
            <translation>y 沿</translation>
        </message>
        <message>
            <source>y is 1 for the right digit and 0 for the nine others.</source>
            <translation>正确数字的 y 为 1，其余九个为 0。</translation>
        </message>
        <message>
            <source>{count} images</source>
            <translation>{count} 张图像</translation>
        </message>
        <message>
            <source>{count} parameters</source>
            <translation>{count} 个参数</translation>
        </message>
        <message>
            <source>{count} steps</source>
            <translation>{count} 步</translation>
        </message>
        <message>
            <source>{count} test</source>
            <translation>{count} 测试</translation>
        </message>
        <message>
            <source>{count} test images</source>
            <translation>{count} 张测试图像</translation>
        </message>
        <message>
            <source>{count} valid.</source>
            <translation>{count} 验证</translation>
        </message>
        <message>
            <source>{count} validation images</source>
            <translation>{count} 张验证图像</translation>
        </message>
        <message>
            <source>{digit} read as {answer}: {count} times</source>
            <translation>{digit} 识别为 {answer}：{count} 次</translation>
        </message>
        <message>
            <source>{name} is deleted.</source>
            <translation>已删除 {name}。</translation>
        </message>
        <message>
            <source>{name} is not here yet: {size} MB from {host}.</source>
            <translation>{name} 还不在这里：{size} MB，来自 {host}。</translation>
        </message>
        <message>
            <source>{name} is taken off the list; its folder stays.</source>
            <translation>{name} 已从列表中移除；其文件夹保留。</translation>
        </message>
        <message>
            <source>{optimizer}, step {step}</source>
            <translation>{optimizer}，第 {step} 步</translation>
        </message>
        <message>
            <source>{rate}: there the loss falls steepest, by a line through a decade of rates. The rule is fastai’s, the test Smith’s (2017). A copy was trained; no run has changed.</source>
            <translation>{rate}：在一个数量级的学习率上拟合直线，损失在此处下降最陡。规则出自 fastai，测试出自 Smith（2017）。训练的是副本，任何训练都未改变。</translation>
        </message>
        <message>
            <source>{shown} of {all}</source>
            <translation>{shown} / {all}</translation>
        </message>
        <message>
            <source>{silent} of {units} in hidden layer {number}</source>
            <translation>隐藏层 {number} 的 {units} 个中有 {silent} 个</translation>
        </message>
        <message>
            <source>{steps} steps in {seconds} s; {accuracy} of {images} test images are right.</source>
            <translation>{steps} 步用时 {seconds} 秒；{images} 张测试图像认对 {accuracy}。</translation>
        </message>
        <message>
            <source>{steps} steps; {accuracy} of {images} test images are right.</source>
            <translation>{steps} 步；{images} 张测试图像认对 {accuracy}。</translation>
        </message>
        <message>
            <source>{value} epochs</source>
            <translation>{value} 轮</translation>
        </message>
        <message>
            <source>{value} s</source>
            <translation>{value} 秒</translation>
        </message>
        <message>
            <source>{value} steps</source>
            <translation>{value} 步</translation>
        </message>
        <message>
            <source>{what}, of {images} test images; the surest first</source>
            <translation>{what}，共 {images} 张测试图像；最有把握的在前</translation>
        </message>
        <message>
            <source>{what}, of {images} test images; the surest {most}</source>
            <translation>{what}，共 {images} 张测试图像；最有把握的 {most} 张</translation>
        </message>
        <message>
            <source>λ₁ = {value} at step {step} is below {name} = {edge}, where runs by mini-batches mostly settle (Cohen et al., 2021).</source>
            <translation>第 {step} 步 λ₁ = {value}，低于 {name} = {edge}，小批量训练大多停留在此（Cohen 等，2021）。</translation>
        </message>
        <message>
            <source>λ₁ = {value} at step {step} is within 3 % of {name} = {edge}.</source>
            <translation>第 {step} 步 λ₁ = {value}，与 {name} = {edge} 相差不到 3 %。</translation>
        </message>
        <message>
            <source>λ₁ = {value} at step {step}; on a parabola with f″ above {name} = {edge} steps lead away from the minimum.</source>
            <translation>第 {step} 步 λ₁ = {value}；在 f″ 大于 {name} = {edge} 的抛物线上，每一步都远离最低点。</translation>
        </message>
        <message>
            <source>λ₁ = {value} at step {step}; the edge {name} is at {edge}.</source>
            <translation>第 {step} 步 λ₁ = {value}；边缘 {name} 为 {edge}。</translation>
        </message>
        <message>
            <source>λ₁ = {value} is within 3 % of {name} = {edge}; the loss has still fallen, to {loss}.</source>
            <translation>λ₁ = {value}，与 {name} = {edge} 相差不到 3 %；损失仍在下降，降到 {loss}。</translation>
        </message>
        <message>
            <source>λ₁ has risen from {before} at step {since} to {value}; the edge {name} is at {edge}.</source>
            <translation>λ₁ 从第 {since} 步的 {before} 升到 {value}；边缘 {name} 为 {edge}。</translation>
        </message>
    </context>
    <context>
        <name>Model</name>
        <message>
            <source>A layer cut off by stop_gradient</source>
            <translation>被 stop_gradient 切断的层</translation>
        </message>
        <message>
            <source>A learning rate that is too high</source>
            <translation>过高的学习率</translation>
        </message>
        <message>
            <source>A loss or gradient that is not finite was noticed at step {step}; where it was born is not known.</source>
            <translation>在第 {step} 步发现非有限的损失或梯度；它产生于何处不得而知。</translation>
        </message>
        <message>
            <source>A network that learns</source>
            <translation>能学习的网络</translation>
        </message>
        <message>
            <source>A run that begins opens here by itself.</source>
            <translation>新开始的运行会自动在这里打开。</translation>
        </message>
        <message>
            <source>A step changes {variable} by {number} of its norm.</source>
            <translation>每一步使 {variable} 改变其范数的 {number}。</translation>
        </message>
        <message>
            <source>A value that went in was not finite already: in the batch, a constant or a weight.</source>
            <translation>输入的某个值本来就不是有限的：在批次、常量或权重中。</translation>
        </message>
        <message>
            <source>Add one callback to your Keras program, and each variable’s gradient, weights and updates are drawn here while it trains.</source>
            <translation>在你的 Keras 程序中加一个回调，训练时每个变量的梯度、权重和更新就会画在这里。</translation>
        </message>
        <message>
            <source>Add the callback to your program</source>
            <translation>把回调加入你的程序</translation>
        </message>
        <message>
            <source>An example is starting.</source>
            <translation>一个示例正在启动。</translation>
        </message>
        <message>
            <source>At step {step}, by {optimizer}.</source>
            <translation>第 {step} 步，优化器 {optimizer}。</translation>
        </message>
        <message>
            <source>At step {step}.</source>
            <translation>第 {step} 步。</translation>
        </message>
        <message>
            <source>Average of {steps} steps</source>
            <translation>{steps} 步的平均</translation>
        </message>
        <message>
            <source>Born at step {step}</source>
            <translation>产生于第 {step} 步</translation>
        </message>
        <message>
            <source>By step {step} it has fallen by {number} of its first value.</source>
            <translation>到第 {step} 步只下降了初值的 {number}。</translation>
        </message>
        <message>
            <source>CS231n looks for an update of about 1e−3 of the weight. Norms are Euclidean; the gradient is that before clipping.</source>
            <translation>CS231n 期望更新约为权重的 1e−3。范数为欧几里得范数；梯度是裁剪之前的。</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Ended by an error.</source>
            <translation>因错误而结束。</translation>
        </message>
        <message>
            <source>Ended.</source>
            <translation>已结束。</translation>
        </message>
        <message>
            <source>Ended; last looked at: step {step}</source>
            <translation>已结束；最后查看：第 {step} 步</translation>
        </message>
        <message>
            <source>Example</source>
            <translation>示例</translation>
        </message>
        <message>
            <source>File {file}, line {line}</source>
            <translation>文件 {file}，第 {line} 行</translation>
        </message>
        <message>
            <source>First over last kernel with a gradient</source>
            <translation>有梯度的第一个核 ÷ 最后一个核</translation>
        </message>
        <message>
            <source>First seen in the gradient of {variable}.</source>
            <translation>最先见于 {variable} 的梯度。</translation>
        </message>
        <message>
            <source>First ÷ last gradient above</source>
            <translation>首个 ÷ 末个梯度高于</translation>
        </message>
        <message>
            <source>First ÷ last gradient below</source>
            <translation>首个 ÷ 末个梯度低于</translation>
        </message>
        <message>
            <source>Folder of a run, or of TensorBoard’s event files</source>
            <translation>运行的文件夹，或 TensorBoard 事件文件的文件夹</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Follow again</source>
            <translation>再次跟随</translation>
        </message>
        <message>
            <source>Following, step {step}</source>
            <translation>正在跟随，第 {step} 步</translation>
        </message>
        <message>
            <source>Following.</source>
            <translation>正在跟随。</translation>
        </message>
        <message>
            <source>Go live</source>
            <translation>回到实时</translation>
        </message>
        <message>
            <source>Gone.</source>
            <translation>已消失。</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Gradient norm</source>
            <translation>梯度范数</translation>
        </message>
        <message>
            <source>Gradient norm of each variable</source>
            <translation>各变量的梯度范数</translation>
        </message>
        <message>
            <source>Gradients are not finite.</source>
            <translation>梯度不是有限值。</translation>
        </message>
        <message>
            <source>Gradients grow.</source>
            <translation>梯度增大。</translation>
        </message>
        <message>
            <source>Gradients shrink.</source>
            <translation>梯度缩小。</translation>
        </message>
        <message>
            <source>Heat map, variables and steps</source>
            <translation>热图，变量与步</translation>
        </message>
        <message>
            <source>Hint</source>
            <translation>提示</translation>
        </message>
        <message>
            <source>It writes a small folder, whose path it prints, and needs no window. The weights come out the same, to the last bit with few exceptions.</source>
            <translation>它会写出一个小文件夹并打印其路径，不需要窗口。得到的权重不变，除少数例外外逐位相同。</translation>
        </message>
        <message>
            <source>Its share of zeros, in the table, is that of {asked} of the gradient’s {count} entries.</source>
            <translation>表格中它的零值比例，取自梯度 {count} 个元素中的 {asked} 个。</translation>
        </message>
        <message>
            <source>Its slope is not finite there. Bound what goes in, also where a tf.where drops the result: tf.where(ok, f(tf.where(ok, x, 1.0)), 0.0).</source>
            <translation>它在那里的斜率不是有限的。请限制输入，即使结果被 tf.where 舍去也要限制：tf.where(ok, f(tf.where(ok, x, 1.0)), 0.0)。</translation>
        </message>
        <message>
            <source>Keep its argument above 0: tf.math.log(tf.maximum(x, 1e-7)), or take a loss of the logits themselves.</source>
            <translation>让自变量保持大于 0：tf.math.log(tf.maximum(x, 1e-7))，或直接用以 logits 为输入的损失。</translation>
        </message>
        <message>
            <source>Keep its argument above 0: tf.maximum(x, 1e-12).</source>
            <translation>让自变量保持大于 0：tf.maximum(x, 1e-12)。</translation>
        </message>
        <message>
            <source>Keep its argument inside: tf.clip_by_value(x, -0.999999, 0.999999).</source>
            <translation>让自变量保持在区间内：tf.clip_by_value(x, -0.999999, 0.999999)。</translation>
        </message>
        <message>
            <source>Keep the base above 0: tf.pow(tf.maximum(x, 1e-7), p).</source>
            <translation>让底数保持大于 0：tf.pow(tf.maximum(x, 1e-7), p)。</translation>
        </message>
        <message>
            <source>Keep the divisor away from 0, or use tf.math.divide_no_nan(x, y).</source>
            <translation>让除数远离 0，或使用 tf.math.divide_no_nan(x, y)。</translation>
        </message>
        <message>
            <source>Labels that are shuffled</source>
            <translation>被打乱的标签</translation>
        </message>
        <message>
            <source>Large updates.</source>
            <translation>更新过大。</translation>
        </message>
        <message>
            <source>Last step</source>
            <translation>最后一步</translation>
        </message>
        <message>
            <source>Last written</source>
            <translation>最后写入</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>Lines to add to your program</source>
            <translation>要加入程序的代码行</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Log of a training</source>
            <translation>训练的日志</translation>
        </message>
        <message>
            <source>Look inside your own model</source>
            <translation>看看你自己的模型内部</translation>
        </message>
        <message>
            <source>Look into the data first: np.isfinite(x).all() for each array.</source>
            <translation>先看数据：对每个数组检查 np.isfinite(x).all()。</translation>
        </message>
        <message>
            <source>Loss fallen by less than</source>
            <translation>损失下降少于</translation>
        </message>
        <message>
            <source>Loss over the steps</source>
            <translation>各步的损失</translation>
        </message>
        <message>
            <source>Metrics only</source>
            <translation>只有指标</translation>
        </message>
        <message>
            <source>No gradient.</source>
            <translation>没有梯度。</translation>
        </message>
        <message>
            <source>No new step for {time}; the last one is {step}.</source>
            <translation>{time} 没有新的步；最后是第 {step} 步。</translation>
        </message>
        <message>
            <source>No operation is named: explorer.follow sees what an optimiser is given, neither the batch nor the function that it comes from, so this step cannot be made again. tf.debugging.enable_check_numerics() before the loop stops it at the operation, where XLA does not compile it. A step of fit can be made again.</source>
            <translation>没有指出运算：explorer.follow 只看到交给优化器的内容，既看不到批次，也看不到产生它的函数，所以这一步无法重做。在循环之前调用 tf.debugging.enable_check_numerics()，只要不由 XLA 编译，循环就会停在那个运算上。fit 的步可以重做。</translation>
        </message>
        <message>
            <source>No operation is named: its batch is not in memory any more, or was too large to be kept.</source>
            <translation>没有指出运算：它的批次已不在内存中，或太大而没有保留。</translation>
        </message>
        <message>
            <source>No operation is named: made once more, operation by operation and without XLA, the step was finite. It depends on randomness or data of its own, or only XLA computes it so.</source>
            <translation>没有指出运算：不用 XLA、逐个运算重做时，这一步是有限的。它依赖自己的随机性或数据，或只有 XLA 才这样计算。</translation>
        </message>
        <message>
            <source>No run is open</source>
            <translation>没有打开运行</translation>
        </message>
        <message>
            <source>No run is open.</source>
            <translation>没有打开运行。</translation>
        </message>
        <message>
            <source>No step yet</source>
            <translation>还没有步</translation>
        </message>
        <message>
            <source>Norm of each variable</source>
            <translation>各变量的范数</translation>
        </message>
        <message>
            <source>Norms are Euclidean. A unit is silent if its ReLU is 0 for all examples of a kept batch. Unless told otherwise, it looks as often as 0.5 % of the training’s time allow; what keeping batches and reading the state takes comes on top.</source>
            <translation>范数为欧几里得范数。若某单元的 ReLU 对所保留批次的全部样本都为 0，它就是静默的。若无另行指定，查看的次数以占用训练时间的 0.5 % 为限；保留批次和读取状态所花的时间另计。</translation>
        </message>
        <message>
            <source>Not finite at step {step}</source>
            <translation>在第 {step} 步不是有限的</translation>
        </message>
        <message>
            <source>Not finite.</source>
            <translation>不是有限值。</translation>
        </message>
        <message>
            <source>Not followed, step {step}</source>
            <translation>未跟随，第 {step} 步</translation>
        </message>
        <message>
            <source>Not followed.</source>
            <translation>未跟随。</translation>
        </message>
        <message>
            <source>Numbers have grown out of range. Lower the learning rate, or clip gradients: clipnorm=1.0.</source>
            <translation>数值增长得超出了范围。请降低学习率，或裁剪梯度：clipnorm=1.0。</translation>
        </message>
        <message>
            <source>Of every trainable variable W, at each step that is looked at, from the gradient that fit hands to its optimiser:</source>
            <translation>对每个可训练变量 W，在每个被查看的步，取自 fit 交给优化器的梯度：</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open a log file…</source>
            <translation>打开日志文件…</translation>
        </message>
        <message>
            <source>Open a run…</source>
            <translation>打开运行…</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>量</translation>
        </message>
        <message>
            <source>ReLUs that are dead</source>
            <translation>死掉的 ReLU</translation>
        </message>
        <message>
            <source>Recent runs</source>
            <translation>最近的运行</translation>
        </message>
        <message>
            <source>Recorded steps</source>
            <translation>已记录的步</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Shades</source>
            <translation>深浅</translation>
        </message>
        <message>
            <source>Share of silent units of each layer</source>
            <translation>各层静默单元的比例</translation>
        </message>
        <message>
            <source>Show me where</source>
            <translation>指给我看</translation>
        </message>
        <message>
            <source>Silent at step {step}</source>
            <translation>停在第 {step} 步，无动静</translation>
        </message>
        <message>
            <source>Silent units</source>
            <translation>静默单元</translation>
        </message>
        <message>
            <source>Silent units above</source>
            <translation>静默单元高于</translation>
        </message>
        <message>
            <source>Silent units.</source>
            <translation>静默单元。</translation>
        </message>
        <message>
            <source>Silent.</source>
            <translation>无动静。</translation>
        </message>
        <message>
            <source>Small updates.</source>
            <translation>更新过小。</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Start your program as always</source>
            <translation>照常启动你的程序</translation>
        </message>
        <message>
            <source>Starting.</source>
            <translation>正在启动。</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>Step {step} of {last}</source>
            <translation>第 {step} 步，共 {last} 步</translation>
        </message>
        <message>
            <source>Step {step}, loss {loss}.</source>
            <translation>第 {step} 步，损失 {loss}。</translation>
        </message>
        <message>
            <source>Step {step}.</source>
            <translation>第 {step} 步。</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop following (Space)</source>
            <translation>停止跟随（空格）</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>已停止。</translation>
        </message>
        <message>
            <source>The example has ended.</source>
            <translation>示例已结束。</translation>
        </message>
        <message>
            <source>The example loads TensorFlow in a process of its own.</source>
            <translation>示例在自己的进程中加载 TensorFlow。</translation>
        </message>
        <message>
            <source>The first value that is not finite ({kind}) was born at step {step} in {operation}{layer}.</source>
            <translation>第一个非有限的值（{kind}）产生于第 {step} 步的 {operation}{layer}。</translation>
        </message>
        <message>
            <source>The folder has gone</source>
            <translation>文件夹已不存在</translation>
        </message>
        <message>
            <source>The folder of this run has gone; what was read before stays. Open another run.</source>
            <translation>这个运行的文件夹已不存在；此前读取的部分会保留。请打开另一个运行。</translation>
        </message>
        <message>
            <source>The layers of a run are listed here.</source>
            <translation>运行的各层会列在这里。</translation>
        </message>
        <message>
            <source>The loss does not fall.</source>
            <translation>损失不下降。</translation>
        </message>
        <message>
            <source>The run has ended; nothing more comes.</source>
            <translation>运行已结束，不会再有新的内容。</translation>
        </message>
        <message>
            <source>The run has no step yet.</source>
            <translation>这个运行还没有步。</translation>
        </message>
        <message>
            <source>The run opens by itself at its first step. What is taken is said in the Formula leaf.</source>
            <translation>运行在第一步时自动打开。记录了什么，见公式页。</translation>
        </message>
        <message>
            <source>There is nothing at {path} yet.</source>
            <translation>{path} 处还没有任何内容。</translation>
        </message>
        <message>
            <source>This as a program</source>
            <translation>以程序表示</translation>
        </message>
        <message>
            <source>This log tells no gradients.</source>
            <translation>此日志不含梯度。</translation>
        </message>
        <message>
            <source>Try it with an example</source>
            <translation>用示例试试</translation>
        </message>
        <message>
            <source>Twelve sigmoid layers</source>
            <translation>十二个 sigmoid 层</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>Update ÷ weight</source>
            <translation>更新 ÷ 权重</translation>
        </message>
        <message>
            <source>Update ÷ weight above</source>
            <translation>更新 ÷ 权重高于</translation>
        </message>
        <message>
            <source>Update ÷ weight below</source>
            <translation>更新 ÷ 权重低于</translation>
        </message>
        <message>
            <source>Update ÷ weight of each variable</source>
            <translation>各变量的更新 ÷ 权重</translation>
        </message>
        <message>
            <source>Waiting for the first step</source>
            <translation>等待第一步</translation>
        </message>
        <message>
            <source>Waiting.</source>
            <translation>等待中。</translation>
        </message>
        <message>
            <source>Watch here</source>
            <translation>在这里观看</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights are not finite.</source>
            <translation>权重不是有限值。</translation>
        </message>
        <message>
            <source>What Follow records</source>
            <translation>Follow 记录什么</translation>
        </message>
        <message>
            <source>What the shades tell</source>
            <translation>深浅的含义</translation>
        </message>
        <message>
            <source>What went in: {minimum} to {maximum}</source>
            <translation>输入：{minimum} 到 {maximum}</translation>
        </message>
        <message>
            <source>Where hints begin</source>
            <translation>提示从何处开始</translation>
        </message>
        <message>
            <source>Worth a look</source>
            <translation>值得一看</translation>
        </message>
        <message>
            <source>You set the hint to above {threshold}; {source} has {published}.</source>
            <translation>你把提示设为高于 {threshold}；{source} 为 {published}。</translation>
        </message>
        <message>
            <source>You set the hint to below {threshold}; {source} has {published}.</source>
            <translation>你把提示设为低于 {threshold}；{source} 为 {published}。</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>一个数</translation>
        </message>
        <message>
            <source>clipped</source>
            <translation>裁剪后</translation>
        </message>
        <message>
            <source>float32 ends at exp(88). Bound its argument: tf.minimum(x, 80.0), or lower the learning rate.</source>
            <translation>float32 到 exp(88) 为止。请限制自变量：tf.minimum(x, 80.0)，或降低学习率。</translation>
        </message>
        <message>
            <source>loss, each step and smoothed</source>
            <translation>损失，每一步与平滑后</translation>
        </message>
        <message>
            <source>no ReLU, or not measured yet</source>
            <translation>没有 ReLU，或尚未测量</translation>
        </message>
        <message>
            <source>not defined: divided by 0</source>
            <translation>无定义：除以 0</translation>
        </message>
        <message>
            <source>not finite</source>
            <translation>非有限</translation>
        </message>
        <message>
            <source>ours, 5 %</source>
            <translation>本程序 5 %</translation>
        </message>
        <message>
            <source>silent</source>
            <translation>静默</translation>
        </message>
        <message>
            <source>today, {time}</source>
            <translation>今天 {time}</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>variable or metric</source>
            <translation>变量或指标</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>零</translation>
        </message>
        <message>
            <source>{count} parameters</source>
            <translation>{count} 个参数</translation>
        </message>
        <message>
            <source>{number} of the units of {variable}’s layer are 0 for a whole batch.</source>
            <translation>{variable} 所在层有 {number} 的单元在整个批次上为 0。</translation>
        </message>
        <message>
            <source>{number} of {other} variables get none, {variable} is the first of them.</source>
            <translation>{other} 个变量中有 {number} 个没有梯度，{variable} 是其中第一个。</translation>
        </message>
        <message>
            <source>{operation}{layer}, in the backward pass</source>
            <translation>{operation}{layer}，在反向传播中</translation>
        </message>
        <message>
            <source>{operation}{layer}, in the forward pass</source>
            <translation>{operation}{layer}，在前向传播中</translation>
        </message>
        <message>
            <source>{operation}{layer}, in the optimiser’s update</source>
            <translation>{operation}{layer}，在优化器的更新中</translation>
        </message>
        <message>
            <source>{shown} of {all} layers, {count} parameters</source>
            <translation>{all} 层中的 {shown} 层，{count} 个参数</translation>
        </message>
        <message>
            <source>{source} warns above {threshold}.</source>
            <translation>{source} 在高于 {threshold} 时提示。</translation>
        </message>
        <message>
            <source>{source} warns below {threshold}.</source>
            <translation>{source} 在低于 {threshold} 时提示。</translation>
        </message>
        <message>
            <source>{variable} holds NaN or infinity since step {step}.</source>
            <translation>{variable} 从第 {step} 步起含有 NaN 或无穷。</translation>
        </message>
        <message>
            <source>{variable}, step {step}: {value}</source>
            <translation>{variable}，第 {step} 步：{value}</translation>
        </message>
        <message>
            <source>{variable}’s gradient holds NaN or infinity since step {step}.</source>
            <translation>{variable} 的梯度从第 {step} 步起含有 NaN 或无穷。</translation>
        </message>
        <message>
            <source>{variable}’s gradient is {number} of {other}’s.</source>
            <translation>{variable} 的梯度是 {other} 的 {number}。</translation>
        </message>
        <message>
            <source>{variable}’s gradient is {number} times {other}’s.</source>
            <translation>{variable} 的梯度是 {other} 的 {number} 倍。</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <source>Saved as {file}.</source>
            <translation>已保存为 {file}。</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Something went wrong: {error}. What you chose is kept; copy the report and go on.</source>
            <translation>程序出错：{error}。所作的选择都已保留；复制报告后可继续使用。</translation>
        </message>
        <message>
            <source>The program ended by a defect the last time. Copy the report to pass it on.</source>
            <translation>上次程序因缺陷而终止。可复制报告并转交开发者。</translation>
        </message>
    </context>
    <context>
        <name>Optimisers</name>
        <message>
            <source>Centred</source>
            <translation>中心化</translation>
        </message>
        <message>
            <source>Initial sum</source>
            <translation>初始累积值</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>动量法</translation>
        </message>
        <message>
            <source>Momentum μ</source>
            <translation>动量 μ</translation>
        </message>
        <message>
            <source>Power of the rate</source>
            <translation>学习率的幂</translation>
        </message>
        <message>
            <source>Shrinkage</source>
            <translation>收缩</translation>
        </message>
        <message>
            <source>Weight decay λ</source>
            <translation>权重衰减 λ</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Computing.</source>
            <translation>计算中。</translation>
        </message>
        <message>
            <source>Descent</source>
            <translation>下降</translation>
        </message>
        <message>
            <source>Loading TensorFlow…</source>
            <translation>正在加载 TensorFlow…</translation>
        </message>
        <message>
            <source>MNIST</source>
            <translation>MNIST</translation>
        </message>
        <message>
            <source>Not computed.</source>
            <translation>未计算。</translation>
        </message>
        <message>
            <source>Space pauses it. Drag the point, or type a function of your own.</source>
            <translation>按空格键暂停。拖动点，或键入你自己的函数。</translation>
        </message>
        <message>
            <source>Surface</source>
            <translation>曲面</translation>
        </message>
        <message>
            <source>Tape</source>
            <translation>梯度带</translation>
        </message>
        <message>
            <source>The program has a defect here: {error}. Its report is in the log.</source>
            <translation>程序在此处有缺陷：{error}。报告已写入日志。</translation>
        </message>
        <message>
            <source>Your model</source>
            <translation>你的模型</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Commands found</source>
            <translation>找到的命令</translation>
        </message>
        <message>
            <source>No command has these words. Type fewer letters.</source>
            <translation>没有匹配的命令。少输入几个字。</translation>
        </message>
        <message>
            <source>Search commands</source>
            <translation>搜索命令</translation>
        </message>
    </context>
    <context>
        <name>Plot</name>
        <message>
            <source>Show all (0)</source>
            <translation>显示全部 (0)</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Choose a folder…</source>
            <translation>选择文件夹…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Counting what they take…</source>
            <translation>正在统计占用的空间…</translation>
        </message>
        <message>
            <source>Folder of your own lessons</source>
            <translation>自己写的课程所在的文件夹</translation>
        </message>
        <message>
            <source>Its log and its last checkpoint. Of the runs that are not kept for good the newest {count} stay, at most {size}; older ones are deleted.</source>
            <translation>保存日志和最后一个检查点。未标记为永久保留的训练只留最新的 {count} 次，最多 {size}；更早的会被删除。</translation>
        </message>
        <message>
            <source>Keep each training run by itself</source>
            <translation>自动保存每次训练</translation>
        </message>
        <message>
            <source>Lessons of your own</source>
            <translation>自己写的课程</translation>
        </message>
        <message>
            <source>Lessons: {count}</source>
            <translation>课程：{count}</translation>
        </message>
        <message>
            <source>No lessons: {names}. `lesson check` says why.</source>
            <translation>不是课程：{names}。原因见 `lesson check`。</translation>
        </message>
        <message>
            <source>Now: runs {runs}, of these for good {for_good}; together {size}.</source>
            <translation>现有训练 {runs} 次，其中永久保留 {for_good} 次；共 {size}。</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>首选项</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>The usual folder</source>
            <translation>通常的文件夹</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>训练记录</translation>
        </message>
    </context>
    <context>
        <name>Race</name>
        <message>
            <source>All are nearest to the same minimum.</source>
            <translation>它们都离同一个极小值最近。</translation>
        </message>
        <message>
            <source>No minimum is known.</source>
            <translation>没有已知的极小值。</translation>
        </message>
        <message>
            <source>Same start and number of updates; each at the best of hundreds of rates.</source>
            <translation>起点和更新次数相同；各自取数百个学习率中最佳的一个。</translation>
        </message>
        <message>
            <source>Same start and number of updates; rates differ.</source>
            <translation>起点和更新次数相同，学习率不同。</translation>
        </message>
        <message>
            <source>Same start, number of updates and rate.</source>
            <translation>起点、更新次数和学习率都相同。</translation>
        </message>
        <message>
            <source>Same start, number of updates and seed; each at the best of hundreds of rates.</source>
            <translation>起点、更新次数和种子相同；各自取数百个学习率中最佳的一个。</translation>
        </message>
        <message>
            <source>Same start, number of updates and seed; rates differ.</source>
            <translation>起点、更新次数和种子相同，学习率不同。</translation>
        </message>
        <message>
            <source>Same start, number of updates, seed and rate.</source>
            <translation>起点、更新次数、种子和学习率都相同。</translation>
        </message>
        <message>
            <source>They are nearest to {count} minima.</source>
            <translation>它们分别离 {count} 个极小值最近。</translation>
        </message>
    </context>
    <context>
        <name>Rates</name>
        <message>
            <source>Every rate has the noise of seed {seed}.</source>
            <translation>每个学习率都使用种子 {seed} 的噪声。</translation>
        </message>
        <message>
            <source>From the lowest rate up, no stretch keeps f below its start.</source>
            <translation>从最低的学习率起，没有一段能使 f 保持在起点之下。</translation>
        </message>
        <message>
            <source>Hatched: f ends higher than it starts, or is not finite.</source>
            <translation>阴影线：f 最后高于起点，或不是有限数。</translation>
        </message>
        <message>
            <source>Jump to best</source>
            <translation>跳到最佳</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>No rate can be run for this function.</source>
            <translation>这个函数无法以任何学习率运行。</translation>
        </message>
        <message>
            <source>Of the rates below the first hatched one, the one that leaves least, also if it is missed by a tenth of a decade; {count} rates were run.</source>
            <translation>在第一个带斜线的学习率以下，即使偏离十分之一个数量级剩余也最小的学习率；共运行了 {count} 个学习率。</translation>
        </message>
        <message>
            <source>The largest f of the last updates, for every rate.</source>
            <translation>每个学习率在最后几次更新中 f 的最大值。</translation>
        </message>
        <message>
            <source>The largest |f − f*| of the last updates, for every rate;</source>
            <translation>每个学习率在最后几次更新中 |f − f*| 的最大值；</translation>
        </message>
        <message>
            <source>The map of rates is still to be computed.</source>
            <translation>学习率图尚待计算。</translation>
        </message>
        <message>
            <source>Update {update}: not a finite number.</source>
            <translation>第 {update} 次更新：不是有限数。</translation>
        </message>
        <message>
            <source>Updates {first} to {last}: f ≤ {left}</source>
            <translation>第 {first} 至 {last} 次更新：f ≤ {left}</translation>
        </message>
        <message>
            <source>Updates {first} to {last}: |f − f*| ≤ {left}</source>
            <translation>第 {first} 至 {last} 次更新：|f − f*| ≤ {left}</translation>
        </message>
        <message>
            <source>Without a known minimum no rate is best.</source>
            <translation>没有已知的极小值，就没有最佳学习率。</translation>
        </message>
        <message>
            <source>best</source>
            <translation>最佳</translation>
        </message>
        <message>
            <source>{formula} = {rate}, dotted: above it the optimiser leaves a minimum that is as sharp in its sharpest direction as the network’s loss is at x = 0 of this slice.</source>
            <translation>{formula} = {rate}，虚线：学习率高于它时，优化器会离开这样的极小点：它在最陡方向上与这个切片 x = 0 处网络的损失一样陡。</translation>
        </message>
        <message>
            <source>{formula} = {rate}: above it the optimiser leaves the minimum of a parabola (Cohen et al., 2021, equation 1).</source>
            <translation>{formula} = {rate}：高于它时，优化器会离开抛物线的极小值（Cohen 等，2021，式 1）。</translation>
        </message>
        <message>
            <source>{formula} = {rate}: lands on the minimum of a parabola in one update.</source>
            <translation>{formula} = {rate}：一次更新就落在抛物线的极小值上。</translation>
        </message>
    </context>
    <context>
        <name>Recording</name>
        <message>
            <source>Backward starts at y = {value}, where dy/dy = {gradient}.</source>
            <translation>反向从 y = {value} 开始，该处 dy/dy = {gradient}。</translation>
        </message>
        <message>
            <source>Going back, the inner tape computes {operation} = {value}. The outer tape records it.</source>
            <translation>返回途中，内层梯度带算出 {operation} = {value}，由外层梯度带记录。</translation>
        </message>
        <message>
            <source>Neither tape watched x: the inner one answers None, and the outer one has nothing to derive.</source>
            <translation>两条梯度带都没有监视 x：内层回答 None，外层没有可求导的对象。</translation>
        </message>
        <message>
            <source>Nothing on the outer tape leads from dy/dx back to x: d²y/dx² is None.</source>
            <translation>外层梯度带上没有从 dy/dx 回到 x 的路：d²y/dx² 为 None。</translation>
        </message>
        <message>
            <source>On the outer tape, {operation} = {value} has the gradient {gradient}: so much does dy/dx change with it.</source>
            <translation>在外层梯度带上，{operation} = {value} 的梯度为 {gradient}：它每变化一点，dy/dx 就变化这么多倍。</translation>
        </message>
        <message>
            <source>The inner tape finds no way back to x and answers None; the outer one has nothing to derive.</source>
            <translation>内层梯度带找不到回到 x 的路，回答 None；外层没有可求导的对象。</translation>
        </message>
        <message>
            <source>The outer tape starts at dy/dx = {value} with a gradient of 1.</source>
            <translation>外层梯度带从 dy/dx = {value} 开始，梯度为 1。</translation>
        </message>
        <message>
            <source>The tape watched no x, so there is nothing to go back through: dy/dx is None.</source>
            <translation>梯度带没有监视 x，无路可回：dy/dx 为 None。</translation>
        </message>
        <message>
            <source>What all paths back to x hand on adds up to d²y/dx² = {value}.</source>
            <translation>各条回到 x 的路所传的值相加，得 d²y/dx² = {value}。</translation>
        </message>
        <message>
            <source>x = {value} starts with the slope dx/dx = 1.</source>
            <translation>x = {value} 出发时带着斜率 dx/dx = 1。</translation>
        </message>
        <message>
            <source>x is a Variable that holds {value}. The tape watches it.</source>
            <translation>x 是 Variable，值为 {value}，被梯度带监视。</translation>
        </message>
        <message>
            <source>x is a constant, {value}. The tape does not watch it.</source>
            <translation>x 是常量，值为 {value}，未被梯度带监视。</translation>
        </message>
        <message>
            <source>x is a constant, {value}. watch puts it on the tape.</source>
            <translation>x 是常量，值为 {value}，由 watch 放到梯度带上。</translation>
        </message>
        <message>
            <source>y is computed without x, so there is nothing to go back through: dy/dx is None.</source>
            <translation>y 的计算没有用到 x，无路可回：dy/dx 为 None。</translation>
        </message>
        <message>
            <source>{operation} gives dy/dx = {value} without x. The outer tape records nothing of it.</source>
            <translation>{operation} 得到 dy/dx = {value}，没有用到 x，外层梯度带不作记录。</translation>
        </message>
        <message>
            <source>{operation} gives dy/dx = {value}. The outer tape has recorded how.</source>
            <translation>{operation} 得到 dy/dx = {value}，外层梯度带已记录其过程。</translation>
        </message>
        <message>
            <source>{operation} gives {label} = {value} and hands on {symbol} = {products} = {slope}.</source>
            <translation>{operation} 得到 {label} = {value}，并传递 {symbol} = {products} = {slope}。</translation>
        </message>
        <message>
            <source>{operation} gives {label} = {value} and has no slope to hand on.</source>
            <translation>{operation} 得到 {label} = {value}，没有斜率可传递。</translation>
        </message>
        <message>
            <source>{operation} gives {label} = {value}. The tape records it.</source>
            <translation>{operation} 得到 {label} = {value}，由梯度带记录。</translation>
        </message>
        <message>
            <source>{operation} gives {label} = {value}. The tape records nothing of it.</source>
            <translation>{operation} 得到 {label} = {value}，梯度带不作记录。</translation>
        </message>
        <message>
            <source>{operation} hands an incoming {incoming} on as 0 to {symbol}, though its local slope is {slope}.</source>
            <translation>{operation} 收到 {incoming}，虽然局部斜率为 {slope}，传给 {symbol} 的却是 0。</translation>
        </message>
        <message>
            <source>{operation} has no gradient towards {label}, so nothing is handed back.</source>
            <translation>{operation} 对 {label} 没有梯度，所以什么也不往回传。</translation>
        </message>
        <message>
            <source>{operation} multiplies the incoming {incoming} by its local slope {slope} and adds {product}, so {symbol} = {total}.</source>
            <translation>{operation} 把传来的 {incoming} 乘以局部斜率 {slope}，累加 {product}，得 {symbol} = {total}。</translation>
        </message>
        <message>
            <source>{operation} multiplies the incoming {incoming} by its local slope {slope} and hands {product} to {symbol}.</source>
            <translation>{operation} 把传来的 {incoming} 乘以局部斜率 {slope}，将 {product} 传给 {symbol}。</translation>
        </message>
        <message>
            <source>{operation} multiplies the incoming {incoming} by its local slope {slope}, so {symbol} = {total}.</source>
            <translation>{operation} 把传来的 {incoming} 乘以局部斜率 {slope}，得 {symbol} = {total}。</translation>
        </message>
        <message>
            <source>{operation} only compares {label}: a comparison hands nothing back.</source>
            <translation>{operation} 只比较 {label}：比较不往回传任何值。</translation>
        </message>
    </context>
    <context>
        <name>Rules</name>
        <message>
            <source>Keras adds ε to √v before its bias is corrected (“epsilon hat”); Algorithm 1 of the paper after.</source>
            <translation>Keras 在偏差修正之前把 ε 加到 √v 上（即“epsilon hat”）；论文的算法 1 在修正之后才加。</translation>
        </message>
        <message>
            <source>Keras adds ε; the paper divides by u alone.</source>
            <translation>Keras 加上 ε；论文只除以 u。</translation>
        </message>
        <message>
            <source>Keras keeps the rate inside the velocity; others multiply it in afterwards. The paths part where the rate changes.</source>
            <translation>Keras 把学习率放在速度之内，其他实现事后才乘。学习率一变，两条路径就会分开。</translation>
        </message>
        <message>
            <source>The lecture adds no ε; Keras adds it under the root.</source>
            <translation>讲义不加 ε；Keras 把它加在根号内。</translation>
        </message>
        <message>
            <source>The paper corrects no bias; Keras corrects it as in Adam.</source>
            <translation>论文不修正偏差；Keras 像 Adam 那样修正。</translation>
        </message>
        <message>
            <source>The paper has no rate: there η = 1.</source>
            <translation>论文中没有学习率：即 η = 1。</translation>
        </message>
    </context>
    <context>
        <name>RunBar</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
    </context>
    <context>
        <name>Runs</name>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Draw the curve</source>
            <translation>画出曲线</translation>
        </message>
        <message>
            <source>Hide the curve</source>
            <translation>隐藏曲线</translation>
        </message>
        <message>
            <source>Keep for good</source>
            <translation>永久保留</translation>
        </message>
        <message>
            <source>Name of the run</source>
            <translation>运行的名称</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>改名</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>drawn</source>
            <translation>已画出</translation>
        </message>
        <message>
            <source>images {sum}</source>
            <translation>图像 {sum}</translation>
        </message>
        <message>
            <source>kept for good</source>
            <translation>永久保留</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>not drawn</source>
            <translation>未画出</translation>
        </message>
        <message>
            <source>optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>s</source>
            <translation>秒</translation>
        </message>
        <message>
            <source>seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>valid.</source>
            <translation>验证</translation>
        </message>
    </context>
    <context>
        <name>Schedules</name>
        <message>
            <source>Constant</source>
            <translation>恒定</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>余弦</translation>
        </message>
        <message>
            <source>Exponential</source>
            <translation>指数衰减</translation>
        </message>
        <message>
            <source>First drop after</source>
            <translation>首次下调于</translation>
        </message>
        <message>
            <source>Piecewise</source>
            <translation>分段</translation>
        </message>
        <message>
            <source>Second drop after</source>
            <translation>再次下调于</translation>
        </message>
        <message>
            <source>Share kept at a drop</source>
            <translation>每次保留比例</translation>
        </message>
        <message>
            <source>Share left at the end</source>
            <translation>最终剩余比例</translation>
        </message>
        <message>
            <source>Share left then</source>
            <translation>届时剩余比例</translation>
        </message>
        <message>
            <source>Updates of decay</source>
            <translation>衰减更新次数</translation>
        </message>
        <message>
            <source>Updates of warm-up</source>
            <translation>预热更新次数</translation>
        </message>
        <message>
            <source>Warm-up, then cosine</source>
            <translation>预热后余弦</translation>
        </message>
    </context>
    <context>
        <name>Slice</name>
        <message>
            <source>Along d, of length 1, f″ is {bend} at x = 0. The largest curvature λ₁ of the network there is at least that, so its edge 2/λ₁ is at most {rate}; this page’s own 2/f″ takes f″ at the minimum of the slice.</source>
            <translation>沿长度为 1 的 d，x = 0 处 f″ 为 {bend}。网络在那里的最大曲率 λ₁ 至少有这么大，所以它的稳定边缘 2/λ₁ 至多为 {rate}；本页自己的 2/f″ 取的是切片极小点处的 f″。</translation>
        </message>
        <message>
            <source>At x = 0 f″ is {bend}: the loss does not bend up along d there, and 2/f″ marks no rate.</source>
            <translation>x = 0 处 f″ 为 {bend}：损失在那里沿 d 并不向上弯，2/f″ 不标出任何学习率。</translation>
        </message>
        <message>
            <source>At x = 0 f″ is λ₁ = {bend}, the loss’ largest curvature at these weights: plain gradient descent on these images leaves a minimum as sharp as that at rates above 2/λ₁ = {rate}, the edge of stability. This page’s own 2/f″ takes f″ at the minimum of the slice.</source>
            <translation>x = 0 处 f″ 就是 λ₁ = {bend}，即损失在这些权重处的最大曲率：学习率高于 2/λ₁ = {rate}（稳定边缘）时，用这些图像做的普通梯度下降会离开同样陡的极小点。本页自己的 2/f″ 取的是切片极小点处的 f″。</translation>
        </message>
        <message>
            <source>d is {length} long, so a step of rate lr here is one of lr·|d|² = {factor} lr along d in the network. There its largest curvature λ₁ is at least f″(0)/|d|² = {bend}, so its edge 2/λ₁ is at most {rate}; this page’s own 2/f″ takes f″ at the minimum of the slice.</source>
            <translation>d 的长度为 {length}，所以这里学习率为 lr 的一步，在网络中沿 d 是学习率 lr·|d|² = {factor} lr 的一步。网络在那里的最大曲率 λ₁ 至少为 f″(0)/|d|² = {bend}，所以它的稳定边缘 2/λ₁ 至多为 {rate}；本页自己的 2/f″ 取的是切片极小点处的 f″。</translation>
        </message>
        <message>
            <source>f is the loss of a network along a direction among its weights ({along}; after step {step}, mean over {images} training images), known at {points} places from {first} to {last} with f′ and f″. Between them it is the polynomial of degree 5 that has these numbers at both ends; halfway it differs from the network’s own loss by at most {error}. {edge}</source>
            <translation>f 是网络的损失沿其权重空间中一个方向的值（{along}；第 {step} 步之后，{images} 张训练图像的平均），在 {first} 到 {last} 的 {points} 个点上已知，连同 f′ 和 f″。两点之间它是在两端具有这些数值的五次多项式；在中点处它与网络自身的损失最多相差 {error}。{edge}</translation>
        </message>
        <message>
            <source>f is the loss of a network on a plane through its weights: x goes along a direction ({first}), y along what a second ({second}) has at right angles to it, both in the distance of all weights; (0, 0) after step {step}, mean over {images} training images. It is known at {columns} × {rows} places with its slopes. Within a cell it is the polynomial of degree 3 in x and in y that has these numbers at the corners; in the middle it differs from the network’s own loss by at most {error}.</source>
            <translation>f 是网络在经过其权重的一个平面上的损失：x 沿一个方向（{first}），y 沿第二个方向（{second}）与之垂直的部分，两者都以全部权重的距离为单位；(0, 0) 在第 {step} 步之后，{images} 张训练图像的平均。它在 {columns} × {rows} 个点上连同斜率已知。在每一格内，它是关于 x 和 y 的三次多项式，在四角取这些数值；在中点处它与网络自身的损失最多相差 {error}。</translation>
        </message>
        <message>
            <source>f is the loss of a network on the plane of the two directions in which its weights varied most ({first} % and {second} % of the variance, by PCA of the kept steps; (0, 0) after step {step}, mean over {images} training images), known at {columns} × {rows} places with its slopes. Within a cell it is the polynomial of degree 3 in x and in y that has these numbers at the corners; in the middle it differs from the network’s own loss by at most {error}.</source>
            <translation>f 是网络在一个平面上的损失，平面由其权重变化最大的两个方向张成（占方差的 {first} % 和 {second} %，由已保存的步经 PCA 得到；(0, 0) 在第 {step} 步之后，{images} 张训练图像的平均），在 {columns} × {rows} 个点上已知，连同斜率。在一个格子内它是在四角具有这些数值的、对 x 和 y 各为三次的多项式；在格子中点处它与网络自身的损失最多相差 {error}。</translation>
        </message>
    </context>
    <context>
        <name>Spoken</name>
        <message>
            <source>A picture: ink on {share} % of its pixels.</source>
            <translation>一张图像：{share} % 的像素有墨迹。</translation>
        </message>
        <message>
            <source>And {count} more.</source>
            <translation>另有 {count} 项。</translation>
        </message>
        <message>
            <source>Best: {combination}</source>
            <translation>最好：{combination}</translation>
        </message>
        <message>
            <source>Deepest in {row}, at step {step}.</source>
            <translation>最深处在 {row}，第 {step} 步。</translation>
        </message>
        <message>
            <source>It is being computed anew.</source>
            <translation>正在重新计算。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Mean of it</source>
            <translation>其平均值</translation>
        </message>
        <message>
            <source>Not finite: {count} cells.</source>
            <translation>不是有限值：{count} 格。</translation>
        </message>
        <message>
            <source>Nothing is drawn yet.</source>
            <translation>尚未绘制任何内容。</translation>
        </message>
        <message>
            <source>The start</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>Values from {low} to {high}.</source>
            <translation>值从 {low} 到 {high}。</translation>
        </message>
        <message>
            <source>Without a gradient: {count} cells.</source>
            <translation>没有梯度：{count} 格。</translation>
        </message>
        <message>
            <source>becomes</source>
            <translation>更新为</translation>
        </message>
        <message>
            <source>close bracket</source>
            <translation>右括号</translation>
        </message>
        <message>
            <source>cubed</source>
            <translation>的三次方</translation>
        </message>
        <message>
            <source>d {y} by d {x}</source>
            <translation>d {y} 比 d {x}</translation>
        </message>
        <message>
            <source>divided by</source>
            <translation>除以</translation>
        </message>
        <message>
            <source>double prime</source>
            <translation>两撇</translation>
        </message>
        <message>
            <source>equals</source>
            <translation>等于</translation>
        </message>
        <message>
            <source>in</source>
            <translation>属于</translation>
        </message>
        <message>
            <source>infinity</source>
            <translation>无穷大</translation>
        </message>
        <message>
            <source>is about</source>
            <translation>约等于</translation>
        </message>
        <message>
            <source>is at least</source>
            <translation>大于等于</translation>
        </message>
        <message>
            <source>is at most</source>
            <translation>小于等于</translation>
        </message>
        <message>
            <source>is greater than</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>is less than</source>
            <translation>小于</translation>
        </message>
        <message>
            <source>is not</source>
            <translation>不等于</translation>
        </message>
        <message>
            <source>minus</source>
            <translation>减</translation>
        </message>
        <message>
            <source>open bracket</source>
            <translation>左括号</translation>
        </message>
        <message>
            <source>over</source>
            <translation>除以</translation>
        </message>
        <message>
            <source>partial</source>
            <translation>偏</translation>
        </message>
        <message>
            <source>plus</source>
            <translation>加</translation>
        </message>
        <message>
            <source>prime</source>
            <translation>一撇</translation>
        </message>
        <message>
            <source>quadruple prime</source>
            <translation>四撇</translation>
        </message>
        <message>
            <source>squared</source>
            <translation>的平方</translation>
        </message>
        <message>
            <source>star</source>
            <translation>星</translation>
        </message>
        <message>
            <source>the absolute value of {x}</source>
            <translation>{x} 的绝对值</translation>
        </message>
        <message>
            <source>the change of</source>
            <translation>德尔塔</translation>
        </message>
        <message>
            <source>the cube root of</source>
            <translation>立方根</translation>
        </message>
        <message>
            <source>the gradient of</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>the norm of {x}</source>
            <translation>{x} 的范数</translation>
        </message>
        <message>
            <source>the partial derivative of {y} by {x}</source>
            <translation>{y} 对 {x} 的偏导数</translation>
        </message>
        <message>
            <source>the square root of</source>
            <translation>根号</translation>
        </message>
        <message>
            <source>the sum of</source>
            <translation>求和</translation>
        </message>
        <message>
            <source>times</source>
            <translation>乘</translation>
        </message>
        <message>
            <source>times 10 to the power of {n}</source>
            <translation>乘以 10 的 {n} 次方</translation>
        </message>
        <message>
            <source>to</source>
            <translation>到</translation>
        </message>
        <message>
            <source>to the power</source>
            <translation>的次方</translation>
        </message>
        <message>
            <source>to the power of {n}</source>
            <translation>的 {n} 次方</translation>
        </message>
        <message>
            <source>triple prime</source>
            <translation>三撇</translation>
        </message>
        <message>
            <source>y hat</source>
            <translation>y 帽</translation>
        </message>
        <message>
            <source>{count} cards. Up and Down go from card to card.</source>
            <translation>共 {count} 张卡片。用上下方向键在卡片之间移动。</translation>
        </message>
        <message>
            <source>{f} of {x}</source>
            <translation>{f} {x}</translation>
        </message>
        <message>
            <source>{name} = {value}.</source>
            <translation>{name} = {value}。</translation>
        </message>
        <message>
            <source>{name} at {place}.</source>
            <translation>{name} 位于 {place}。</translation>
        </message>
        <message>
            <source>{name} from {left} to {right}.</source>
            <translation>{name} 从 {left} 到 {right}。</translation>
        </message>
        <message>
            <source>{name}: no value.</source>
            <translation>{name}：没有数值。</translation>
        </message>
        <message>
            <source>{name}: {first} at {start}, {last} at {end}; lowest {low} at {lowest}, highest {high} at {highest}.</source>
            <translation>{name}：在 {start} 处为 {first}，在 {end} 处为 {last}；最低为 {low}（在 {lowest} 处），最高为 {high}（在 {highest} 处）。</translation>
        </message>
        <message>
            <source>{name}: {first} at {start}.</source>
            <translation>{name}：在 {start} 处为 {first}。</translation>
        </message>
        <message>
            <source>{name}: {first} everywhere.</source>
            <translation>{name}：处处为 {first}。</translation>
        </message>
        <message>
            <source>{right} of {count} are recognised.</source>
            <translation>认对 {right} / {count}。</translation>
        </message>
        <message>
            <source>{rows} rows, steps {first} to {last}. Arrow keys go from cell to cell.</source>
            <translation>共 {rows} 行，第 {first} 步到第 {last} 步。用方向键在单元格之间移动。</translation>
        </message>
        <message>
            <source>{shown} of {count} units are shown.</source>
            <translation>显示了 {count} 个单元中的 {shown} 个。</translation>
        </message>
    </context>
    <context>
        <name>Surface</name>
        <message>
            <source>3-D</source>
            <translation>三维</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>After update {update}</source>
            <translation>第 {update} 次更新后</translation>
        </message>
        <message>
            <source>Arrow keys turn it, + and − zoom, 0 shows all</source>
            <translation>方向键转动，+ 和 − 缩放，0 显示全部</translation>
        </message>
        <message>
            <source>At {name}’s point</source>
            <translation>{name} 所在点</translation>
        </message>
        <message>
            <source>Axes of curvature</source>
            <translation>曲率主轴</translation>
        </message>
        <message>
            <source>Both are negative and ∇f is 0: a maximum.</source>
            <translation>两者为负且 ∇f 为 0：极大值。</translation>
        </message>
        <message>
            <source>Both are negative: a hilltop. Every direction leads down.</source>
            <translation>两者为负：如同山顶，处处向下弯。</translation>
        </message>
        <message>
            <source>Both are positive and ∇f is 0: a minimum.</source>
            <translation>两者为正且 ∇f 为 0：极小值。</translation>
        </message>
        <message>
            <source>Both are positive: the surface bends up all around.</source>
            <translation>两者为正：曲面处处向上弯。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Contours</source>
            <translation>等高线</translation>
        </message>
        <message>
            <source>Contours lie too close to be told apart: every fourth is drawn.</source>
            <translation>等高线过密，难以分辨：每四条只画一条。</translation>
        </message>
        <message>
            <source>Contours lie too close to be told apart: none is drawn. Zoom in.</source>
            <translation>等高线过密，难以分辨，因此未画出。请放大。</translation>
        </message>
        <message>
            <source>Curvature</source>
            <translation>曲率</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>不同</translation>
        </message>
        <message>
            <source>Diverged.</source>
            <translation>已发散。</translation>
        </message>
        <message>
            <source>Drag or arrow keys turn it, wheel, + and − zoom, 0 shows all</source>
            <translation>拖动或按方向键转动，滚轮、+ 和 − 缩放，0 显示全部</translation>
        </message>
        <message>
            <source>Each update by Keras, compared with the optimiser’s written rule.</source>
            <translation>Keras 的每次更新都与优化器的更新公式作了比较。</translation>
        </message>
        <message>
            <source>Empty.</source>
            <translation>空。</translation>
        </message>
        <message>
            <source>Examine {name}</source>
            <translation>查看 {name}</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>Function f(x, y)</source>
            <translation>函数 f(x, y)</translation>
        </message>
        <message>
            <source>Gradient arrows</source>
            <translation>梯度箭头</translation>
        </message>
        <message>
            <source>Height above the lowest place</source>
            <translation>相对最低点的高度</translation>
        </message>
        <message>
            <source>Height after every update</source>
            <translation>每次更新后的高度</translation>
        </message>
        <message>
            <source>Learning rate of {name}</source>
            <translation>{name} 的学习率</translation>
        </message>
        <message>
            <source>Looking for OpenGL…</source>
            <translation>正在检测 OpenGL…</translation>
        </message>
        <message>
            <source>Lowest minimum at {x}, {y}</source>
            <translation>最低的极小值点 {x}, {y}</translation>
        </message>
        <message>
            <source>Many minima: the lowest {count} are marked.</source>
            <translation>极小值很多：只标出最低的 {count} 个。</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>等高线图</translation>
        </message>
        <message>
            <source>Map of f(x, y) with the race</source>
            <translation>f(x, y) 的等高线图与比赛</translation>
        </message>
        <message>
            <source>Minima</source>
            <translation>极小值点</translation>
        </message>
        <message>
            <source>Minimum at {x}, {y}</source>
            <translation>极小值点 {x}, {y}</translation>
        </message>
        <message>
            <source>Near</source>
            <translation>接近</translation>
        </message>
        <message>
            <source>Near a minimum with this H, SGD needs a rate below 2/λ₂.</source>
            <translation>在具有这个 H 的极小值附近，SGD 需要小于 2/λ₂ 的学习率。</translation>
        </message>
        <message>
            <source>Newton</source>
            <translation>牛顿</translation>
        </message>
        <message>
            <source>Newton step</source>
            <translation>牛顿步</translation>
        </message>
        <message>
            <source>No optimiser runs. Tick one in the list, or add one.</source>
            <translation>没有优化器参赛。在列表中勾选一个，或添加一个。</translation>
        </message>
        <message>
            <source>No updates</source>
            <translation>没有更新</translation>
        </message>
        <message>
            <source>One is 0: along its direction the surface is flat.</source>
            <translation>有一个为 0：沿该方向曲面是平的。</translation>
        </message>
        <message>
            <source>One is negative and ∇f is 0: a saddle.</source>
            <translation>有一个为负且 ∇f 为 0：鞍点。</translation>
        </message>
        <message>
            <source>One is negative: along its direction the surface falls away, as at a saddle.</source>
            <translation>有一个为负：沿该方向曲面向下弯，如同鞍点。</translation>
        </message>
        <message>
            <source>Optimisers</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Parameters, schedule</source>
            <translation>参数、调度</translation>
        </message>
        <message>
            <source>Positions</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Press Space: {count} optimisers run from one start.</source>
            <translation>按空格键：{count} 个优化器从同一起点出发。</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>比赛</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Ready.</source>
            <translation>就绪。</translation>
        </message>
        <message>
            <source>Remove {name} from the list</source>
            <translation>从列表中移除 {name}</translation>
        </message>
        <message>
            <source>Run each optimiser at hundreds of rates from 1e−8 to 1e4, and take the one that leaves least of |f − f*| over its last tenth of updates</source>
            <translation>让每个优化器以 1e−8 到 1e4 之间的数百个学习率运行，取最后十分之一的更新中 |f − f*| 剩余最少的一个</translation>
        </message>
        <message>
            <source>Same bits</source>
            <translation>逐位相同</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Start x</source>
            <translation>起点 x</translation>
        </message>
        <message>
            <source>Start y</source>
            <translation>起点 y</translation>
        </message>
        <message>
            <source>Surface f(x, y) in three dimensions</source>
            <translation>三维曲面 f(x, y)</translation>
        </message>
        <message>
            <source>The 3-D view needs OpenGL, which this display does not offer. Start the program on a display with OpenGL, or install your system’s graphics driver.</source>
            <translation>三维视图需要 OpenGL，而当前显示环境不提供。请在支持 OpenGL 的显示器上启动程序，或安装系统的显卡驱动。</translation>
        </message>
        <message>
            <source>The 3-D view needs PyOpenGL, which is not installed. Type: pip install PyOpenGL</source>
            <translation>三维视图需要 PyOpenGL，但尚未安装。请运行：pip install PyOpenGL</translation>
        </message>
        <message>
            <source>The 3-D view needs a graphics card: here “{renderer}” draws OpenGL, and its compiler and TensorFlow’s cannot live in one program. Start the program on a display whose driver does not use LLVM.</source>
            <translation>三维视图需要显卡：这里由“{renderer}”绘制 OpenGL，它的编译器与 TensorFlow 的编译器不能在同一程序中共存。请在驱动不使用 LLVM 的显示环境中启动程序。</translation>
        </message>
        <message>
            <source>The second derivatives are not finite here.</source>
            <translation>此处的二阶导数不是有限的数。</translation>
        </message>
        <message>
            <source>They point downhill, along −∇f</source>
            <translation>箭头沿 −∇f 指向下坡</translation>
        </message>
        <message>
            <source>This race as TensorFlow</source>
            <translation>本次比赛的 TensorFlow 程序</translation>
        </message>
        <message>
            <source>Tune rates</source>
            <translation>调优学习率</translation>
        </message>
        <message>
            <source>Tuning.</source>
            <translation>调优中。</translation>
        </message>
        <message>
            <source>Update {cursor} of {updates}</source>
            <translation>更新 {cursor} / {updates}</translation>
        </message>
        <message>
            <source>Updates</source>
            <translation>更新次数</translation>
        </message>
        <message>
            <source>Updates per second</source>
            <translation>每秒更新次数</translation>
        </message>
        <message>
            <source>Updates/s</source>
            <translation>次/秒</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>all {steps} updates, {dtype}</source>
            <translation>全部 {steps} 次更新，{dtype}</translation>
        </message>
        <message>
            <source>eigenvalues of H</source>
            <translation>H 的特征值</translation>
        </message>
        <message>
            <source>f or ∇f is not a finite number of {dtype} at the start. Choose another start or another precision.</source>
            <translation>在起点处，f 或 ∇f 不是 {dtype} 的有限数。请选择其他起点或其他精度。</translation>
        </message>
        <message>
            <source>f − f*</source>
            <translation>f − f*</translation>
        </message>
        <message>
            <source>f* = {value} at the lowest minimum found.</source>
            <translation>f* = {value}，即找到的最低极小值处的 f。</translation>
        </message>
        <message>
            <source>rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>start</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>to minimum</source>
            <translation>距极小值点</translation>
        </message>
        <message>
            <source>update</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>{count} updates of each</source>
            <translation>各 {count} 次更新</translation>
        </message>
        <message>
            <source>{name} left the finite numbers at update {update}.</source>
            <translation>{name} 在第 {update} 次更新时超出了有限数的范围。</translation>
        </message>
        <message>
            <source>{name}: hundreds of rates are run. {tried} of {all} done.</source>
            <translation>{name}：正在运行数百个学习率。已完成 {tried} / {all}。</translation>
        </message>
        <message>
            <source>{target} at</source>
            <translation>达 {target}</translation>
        </message>
    </context>
    <context>
        <name>Table</name>
        <message>
            <source>activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>at work</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>batch size</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>began</source>
            <translation>开始于</translation>
        </message>
        <message>
            <source>best validation accuracy</source>
            <translation>最佳验证准确率</translation>
        </message>
        <message>
            <source>curvature along the gradient</source>
            <translation>沿梯度的曲率</translation>
        </message>
        <message>
            <source>hidden units</source>
            <translation>隐藏单元</translation>
        </message>
        <message>
            <source>learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>outcome</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>recorded</source>
            <translation>是否记录</translation>
        </message>
        <message>
            <source>residual of the sharpness</source>
            <translation>锐度的残差</translation>
        </message>
        <message>
            <source>run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>sharpness</source>
            <translation>锐度</translation>
        </message>
        <message>
            <source>step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>test accuracy</source>
            <translation>测试准确率</translation>
        </message>
        <message>
            <source>validation accuracy</source>
            <translation>验证准确率</translation>
        </message>
        <message>
            <source>validation loss</source>
            <translation>验证损失</translation>
        </message>
        <message>
            <source>{run}: {name}</source>
            <translation>{run}：{name}</translation>
        </message>
    </context>
    <context>
        <name>Tape</name>
        <message>
            <source>Answers</source>
            <translation>答案</translation>
        </message>
        <message>
            <source>At {node}</source>
            <translation>在 {node} 处</translation>
        </message>
        <message>
            <source>Backward {number} of {count}.</source>
            <translation>反向 {number} / {count}。</translation>
        </message>
        <message>
            <source>Constant</source>
            <translation>常量</translation>
        </message>
        <message>
            <source>Constant, watched</source>
            <translation>常量，被监视</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Drag to give the graph more or less room.</source>
            <translation>拖动可调整计算图的高度。</translation>
        </message>
        <message>
            <source>Expression</source>
            <translation>表达式</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>前向</translation>
        </message>
        <message>
            <source>Forward mode is told to follow x, whatever it is.</source>
            <translation>前向模式总会跟踪 x，不论它是什么。</translation>
        </message>
        <message>
            <source>Forward mode needs no tape.</source>
            <translation>前向模式不需要梯度带。</translation>
        </message>
        <message>
            <source>Forward {number} of {count}.</source>
            <translation>前向 {number} / {count}。</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Local slopes</source>
            <translation>局部斜率</translation>
        </message>
        <message>
            <source>One</source>
            <translation>一条</translation>
        </message>
        <message>
            <source>Outer tape {number} of {count}.</source>
            <translation>外层梯度带 {number} / {count}。</translation>
        </message>
        <message>
            <source>Passes: {forward} forward, {backward} backward.</source>
            <translation>遍数：前向 {forward}，反向 {backward}。</translation>
        </message>
        <message>
            <source>Press Space to record, one operation at a time.</source>
            <translation>按空格键开始记录，一次一个运算。</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Ready.</source>
            <translation>就绪。</translation>
        </message>
        <message>
            <source>Recorded operations</source>
            <translation>记录的运算</translation>
        </message>
        <message>
            <source>Reverse</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Step {cursor} of {count}</source>
            <translation>第 {cursor} / {count} 步</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>Tapes</source>
            <translation>梯度带</translation>
        </message>
        <message>
            <source>TensorFlow’s answer</source>
            <translation>TensorFlow 的答案</translation>
        </message>
        <message>
            <source>This recording as TensorFlow</source>
            <translation>本次记录的 TensorFlow 程序</translation>
        </message>
        <message>
            <source>Two, nested</source>
            <translation>两条嵌套</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Variable</source>
            <translation>Variable</translation>
        </message>
        <message>
            <source>Why is my gradient None?</source>
            <translation>梯度为什么是 None？</translation>
        </message>
        <message>
            <source>Your function</source>
            <translation>你的函数</translation>
        </message>
        <message>
            <source>as typed</source>
            <translation>输入原文</translation>
        </message>
        <message>
            <source>backward</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>backward starts here</source>
            <translation>反向由此开始</translation>
        </message>
        <message>
            <source>forward</source>
            <translation>前向</translation>
        </message>
        <message>
            <source>gives</source>
            <translation>得到</translation>
        </message>
        <message>
            <source>gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>inner tape</source>
            <translation>内层梯度带</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚得到</translation>
        </message>
        <message>
            <source>local slope</source>
            <translation>局部斜率</translation>
        </message>
        <message>
            <source>local slopes</source>
            <translation>局部斜率</translation>
        </message>
        <message>
            <source>no gradient</source>
            <translation>没有梯度</translation>
        </message>
        <message>
            <source>not watched</source>
            <translation>未被监视</translation>
        </message>
        <message>
            <source>nothing leads back</source>
            <translation>没有路可回</translation>
        </message>
        <message>
            <source>operation</source>
            <translation>运算</translation>
        </message>
        <message>
            <source>outer tape</source>
            <translation>外层梯度带</translation>
        </message>
        <message>
            <source>outer tape backward</source>
            <translation>外层反向</translation>
        </message>
        <message>
            <source>slope</source>
            <translation>斜率</translation>
        </message>
        <message>
            <source>so far</source>
            <translation>目前</translation>
        </message>
        <message>
            <source>target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>the inner tape starts here</source>
            <translation>内层由此开始</translation>
        </message>
        <message>
            <source>the slope starts here</source>
            <translation>斜率由此开始</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>watched by tape.watch</source>
            <translation>被 tape.watch 监视</translation>
        </message>
        <message>
            <source>watched by the tape</source>
            <translation>被梯度带监视</translation>
        </message>
        <message>
            <source>x does not fit into an int32. Type an x nearer to 0.</source>
            <translation>x 超出 int32 的范围。输入离 0 更近的 x。</translation>
        </message>
        <message>
            <source>x is a</source>
            <translation>x 的类型</translation>
        </message>
        <message>
            <source>{count} nodes</source>
            <translation>{count} 个节点</translation>
        </message>
    </context>
    <context>
        <name>Terms</name>
        <message>
            <source>A case with its programs: as one writes it, and the cures.</source>
            <translation>一种情形及其程序：通常的写法，以及各种补救。</translation>
        </message>
        <message>
            <source>A changing rate, noise in the gradients, and other optimisers beside this one.</source>
            <translation>变化的学习率、梯度中的噪声，以及用来比较的其他优化器。</translation>
        </message>
        <message>
            <source>A hint is given beyond this number.</source>
            <translation>超过这个数就给出提示。</translation>
        </message>
        <message>
            <source>A logarithmic axis shows factors, a linear one differences.</source>
            <translation>对数轴显示倍数，线性轴显示差值。</translation>
        </message>
        <message>
            <source>A network learns to read digits.</source>
            <translation>网络学习识别数字。</translation>
        </message>
        <message>
            <source>A pad to draw on; the network says what it reads.</source>
            <translation>可以手写的画板；网络会说出它读到的数字。</translation>
        </message>
        <message>
            <source>A rule by which the learning rate changes from update to update.</source>
            <translation>学习率随更新次数变化的规则。</translation>
        </message>
        <message>
            <source>A short lesson about this page (F1).</source>
            <translation>关于本页的简短课程（F1）。</translation>
        </message>
        <message>
            <source>A small number that keeps a division from being one by zero.</source>
            <translation>一个很小的数，使除法不会除以零。</translation>
        </message>
        <message>
            <source>A small training that can be followed at once.</source>
            <translation>可以立即跟随的小型训练。</translation>
        </message>
        <message>
            <source>A smoothing term of Ftrl that is added to the root of the summed squares.</source>
            <translation>Ftrl 中加到平方和的根上的平滑项。</translation>
        </message>
        <message>
            <source>A table of true digits against answers; what lies off its diagonal is mistaken.</source>
            <translation>真实数字与回答的对照表；不在对角线上的就是错误。</translation>
        </message>
        <message>
            <source>All starts from which the descent ends in the same minimum.</source>
            <translation>从中出发的下降都到达同一极小值的全部起点。</translation>
        </message>
        <message>
            <source>Choose the rate that the range test suggests.</source>
            <translation>选用范围测试所建议的学习率。</translation>
        </message>
        <message>
            <source>Digits of the test set with the network’s answers.</source>
            <translation>测试集中的数字和网络的回答。</translation>
        </message>
        <message>
            <source>Draw the second largest eigenvalue, too.</source>
            <translation>同时绘制第二大特征值。</translation>
        </message>
        <message>
            <source>End it here; what was reached is kept.</source>
            <translation>在此结束；已得到的结果会保留。</translation>
        </message>
        <message>
            <source>Further numbers of the optimiser’s rule.</source>
            <translation>优化器规则中的其他参数。</translation>
        </message>
        <message>
            <source>Go through the updates one after another (Space).</source>
            <translation>逐次播放更新（空格）。</translation>
        </message>
        <message>
            <source>Height above the minimum and steepness after every update, on a logarithmic axis.</source>
            <translation>每次更新后高出极小值的高度和陡度，纵轴为对数。</translation>
        </message>
        <message>
            <source>Hessian</source>
            <translation>黑塞矩阵</translation>
        </message>
        <message>
            <source>How far the slice reaches on either side of the run’s weights, in units of its direction.</source>
            <translation>切片在运行权重两侧伸展多远，以其方向为单位。</translation>
        </message>
        <message>
            <source>How fast Play goes.</source>
            <translation>播放的速度。</translation>
        </message>
        <message>
            <source>How many images each update sees, or which data set.</source>
            <translation>每次更新看到多少张图像，或使用哪个数据集。</translation>
        </message>
        <message>
            <source>How many images one update is made from.</source>
            <translation>一次更新所用的图像数。</translation>
        </message>
        <message>
            <source>How many times the optimiser moves the variable.</source>
            <translation>优化器移动变量的次数。</translation>
        </message>
        <message>
            <source>How many training images the loss of the slice is the mean over, from the first on.</source>
            <translation>切片的损失是从第一张起多少张训练图像的平均值。</translation>
        </message>
        <message>
            <source>How many updates the run makes.</source>
            <translation>这次运行做多少次更新。</translation>
        </message>
        <message>
            <source>How strongly the sum of the squared weights is added to the loss.</source>
            <translation>权重平方和加到损失里的强度。</translation>
        </message>
        <message>
            <source>How the weights are drawn before the first update.</source>
            <translation>第一次更新之前权重的抽取方式。</translation>
        </message>
        <message>
            <source>Largest over smallest curvature: how narrow a valley is.</source>
            <translation>最大曲率与最小曲率之比：山谷有多窄。</translation>
        </message>
        <message>
            <source>Layers, activation, first weights, loss and its penalties.</source>
            <translation>网络层、激活函数、初始权重、损失及其惩罚项。</translation>
        </message>
        <message>
            <source>Lengths of gradients and updates of each layer, measured on the way.</source>
            <translation>训练途中测得的每层梯度和更新的长度。</translation>
        </message>
        <message>
            <source>Let another optimiser go down the same curve.</source>
            <translation>让另一个优化器沿同一条曲线下降。</translation>
        </message>
        <message>
            <source>Let another optimiser take part.</source>
            <translation>让另一个优化器参加。</translation>
        </message>
        <message>
            <source>Lines along which f has one value.</source>
            <translation>f 取同一值的线。</translation>
        </message>
        <message>
            <source>Look at the run as it is now; it goes on by itself.</source>
            <translation>停在当前状态查看；运行本身会继续。</translation>
        </message>
        <message>
            <source>Loss and accuracy over the steps.</source>
            <translation>损失和准确率随步数的变化。</translation>
        </message>
        <message>
            <source>Measure the largest eigenvalue of the loss’ Hessian on the way.</source>
            <translation>训练途中测量损失的黑塞矩阵的最大特征值。</translation>
        </message>
        <message>
            <source>Measure tr(Σ)/|G|², the number of images beyond which a larger batch brings little, at the step shown.</source>
            <translation>测量所示步处的 tr(Σ)/|G|²，即超过它后增大批次收益甚微的图像数。</translation>
        </message>
        <message>
            <source>One of Keras’ optimisers; its rule stands in the Formula leaf.</source>
            <translation>Keras 的一种优化器；其规则写在“公式”页中。</translation>
        </message>
        <message>
            <source>One tape gives the gradient; a second one around it gives the derivative of that gradient.</source>
            <translation>一个梯度带给出梯度；外面再套一个，就得到该梯度的导数。</translation>
        </message>
        <message>
            <source>One variable walks down a curve.</source>
            <translation>一个变量沿曲线下降。</translation>
        </message>
        <message>
            <source>Open every question of this lesson again.</source>
            <translation>重新打开本课的所有问题。</translation>
        </message>
        <message>
            <source>Open the folder of a run that was followed.</source>
            <translation>打开一次被跟随的运行的文件夹。</translation>
        </message>
        <message>
            <source>Optimisers race on a function of x and y.</source>
            <translation>优化器在 x 和 y 的函数上竞速。</translation>
        </message>
        <message>
            <source>Over how many steps the thick line is averaged.</source>
            <translation>粗线在多少步上取平均。</translation>
        </message>
        <message>
            <source>Places where f′ is 0 or does not exist: minima, maxima, points of inflection.</source>
            <translation>f′ 为 0 或不存在的地方：极小值、极大值、拐点。</translation>
        </message>
        <message>
            <source>Put it on the clipboard.</source>
            <translation>复制到剪贴板。</translation>
        </message>
        <message>
            <source>Read the losses of another program’s log.</source>
            <translation>读取其他程序日志中的损失。</translation>
        </message>
        <message>
            <source>Read what is varied from a file, as train --grid takes it.</source>
            <translation>从文件读取要变化的选项，与 train --grid 所用相同。</translation>
        </message>
        <message>
            <source>Recorded by the tape: trainable variables are by themselves, tensors after tape.watch.</source>
            <translation>被梯度带记录：可训练变量自动被记录，张量则须先 tape.watch。</translation>
        </message>
        <message>
            <source>Reverse mode carries gradients back from y, forward mode carries a tangent on from x.</source>
            <translation>反向模式把梯度从 y 传回，正向模式把切向量从 x 传下去。</translation>
        </message>
        <message>
            <source>Say what you expect; then the step can be shown.</source>
            <translation>先说出你的预期，然后才能演示这一步。</translation>
        </message>
        <message>
            <source>Search for the five largest eigenvalues of the loss’ Hessian at the step shown.</source>
            <translation>求所示步处损失的黑塞矩阵的五个最大特征值。</translation>
        </message>
        <message>
            <source>Set the page up for this step of the lesson.</source>
            <translation>按课程的这一步设置页面。</translation>
        </message>
        <message>
            <source>Show the choices that the lesson hides.</source>
            <translation>显示课程隐藏的选项。</translation>
        </message>
        <message>
            <source>Show the newest step.</source>
            <translation>显示最新的一步。</translation>
        </message>
        <message>
            <source>Show what the question is about, without the answer.</source>
            <translation>显示问题所涉及的内容，但不给出答案。</translation>
        </message>
        <message>
            <source>Standard deviation of seeded noise that is added to each gradient, as a batch of examples does.</source>
            <translation>加到每个梯度上的噪声的标准差，噪声由种子决定，作用如同取一批样本。</translation>
        </message>
        <message>
            <source>Strength of Ftrl’s L1 penalty, which pulls small values to exactly 0; on a map or a sharpness plot, an eigenvalue of the Hessian.</source>
            <translation>Ftrl 的 L1 惩罚强度，会把小的值拉到恰好为 0；在等高线图或锐度图上则是黑塞矩阵的特征值。</translation>
        </message>
        <message>
            <source>Strength of Ftrl’s L2 penalty on the gradient alone.</source>
            <translation>Ftrl 只作用于梯度的 L2 惩罚强度。</translation>
        </message>
        <message>
            <source>Strength of Ftrl’s L2 penalty; on a map or a sharpness plot, an eigenvalue of the Hessian.</source>
            <translation>Ftrl 的 L2 惩罚强度；在等高线图或锐度图上则是黑塞矩阵的特征值。</translation>
        </message>
        <message>
            <source>Take optimiser, rate, parameters and schedule to another page, and go there.</source>
            <translation>把优化器、学习率、参数和调度带到另一页并转到那里。</translation>
        </message>
        <message>
            <source>The curvature along an axis of curvature.</source>
            <translation>沿某一曲率轴的曲率。</translation>
        </message>
        <message>
            <source>The derivative of each operation by its own input; the chain rule multiplies them.</source>
            <translation>每个运算对自己输入的导数；链式法则把它们相乘。</translation>
        </message>
        <message>
            <source>The direction among all weights along which the loss is drawn: f(x) = L(w + x·d).</source>
            <translation>在所有权重的空间中画损失所沿的方向：f(x) = L(w + x·d)。</translation>
        </message>
        <message>
            <source>The direction among all weights along which x goes on the plane.</source>
            <translation>平面上 x 所沿的权重空间方向。</translation>
        </message>
        <message>
            <source>The directions in which the surface bends most and least: the eigenvectors of the Hessian.</source>
            <translation>曲面弯曲最大和最小的方向：黑塞矩阵的特征向量。</translation>
        </message>
        <message>
            <source>The exponent by which Ftrl’s rate falls with the summed squares.</source>
            <translation>Ftrl 的学习率随平方和下降的指数。</translation>
        </message>
        <message>
            <source>The factor by which an update multiplies the gradient, or what the optimiser makes of it.</source>
            <translation>每次更新时乘在梯度（或优化器由它得出的量）上的系数。</translation>
        </message>
        <message>
            <source>The floating-point type in which everything is computed: 11, 24 or 53 significant bits.</source>
            <translation>全部计算所用的浮点类型：11、24 或 53 位有效二进制位。</translation>
        </message>
        <message>
            <source>The function as one types it in Python; the arrow offers ready ones (Ctrl+L).</source>
            <translation>按 Python 的写法输入的函数；箭头给出现成的函数（Ctrl+L）。</translation>
        </message>
        <message>
            <source>The function that each hidden unit applies to its sum.</source>
            <translation>每个隐藏单元作用于其加权和的函数。</translation>
        </message>
        <message>
            <source>The function with its derivatives and the descent on it.</source>
            <translation>函数及其导数，以及上面的下降过程。</translation>
        </message>
        <message>
            <source>The gradient of every node, backward.</source>
            <translation>反向计算得到的每个节点的梯度。</translation>
        </message>
        <message>
            <source>The gradients of your own Keras model while it trains.</source>
            <translation>你自己的 Keras 模型训练时的梯度。</translation>
        </message>
        <message>
            <source>The highest derivative that is computed and drawn.</source>
            <translation>计算并绘制的最高阶导数。</translation>
        </message>
        <message>
            <source>The kept run of the same network to whose weights the line leads.</source>
            <translation>直线通向其权重的同一网络的已保存运行。</translation>
        </message>
        <message>
            <source>The layers between pixels and digits, each by the number of its units.</source>
            <translation>像素与数字之间的各层，每层写出单元数。</translation>
        </message>
        <message>
            <source>The length of an update as a share of the length of its weights; about 1e−3 is usual.</source>
            <translation>更新的长度与权重长度之比；通常约为 1e−3。</translation>
        </message>
        <message>
            <source>The length of the gradient: the root of the sum of its squares.</source>
            <translation>梯度的长度：各分量平方和的根。</translation>
        </message>
        <message>
            <source>The lesson’s training, or full batches at the edge of stability.</source>
            <translation>课程的训练，或处于稳定边缘的全批量训练。</translation>
        </message>
        <message>
            <source>The line with the value and the slope of f at x.</source>
            <translation>在 x 处与 f 的值和斜率都相同的直线。</translation>
        </message>
        <message>
            <source>The lowest places that are known of this function.</source>
            <translation>此函数已知的最低点。</translation>
        </message>
        <message>
            <source>The mathematics with the live numbers in it.</source>
            <translation>带有当前数值的数学公式。</translation>
        </message>
        <message>
            <source>The matrix of all second derivatives; its eigenvalues are the curvatures.</source>
            <translation>全部二阶导数组成的矩阵；它的特征值就是各方向的曲率。</translation>
        </message>
        <message>
            <source>The next step of the lesson.</source>
            <translation>课程的下一步。</translation>
        </message>
        <message>
            <source>The number from which all randomness is made: the same seed, the same run.</source>
            <translation>一切随机数由它产生：种子相同，运行就相同。</translation>
        </message>
        <message>
            <source>The number that training makes smaller.</source>
            <translation>训练要减小的那个数。</translation>
        </message>
        <message>
            <source>The numbers of the plot as a table.</source>
            <translation>图中数值的表格。</translation>
        </message>
        <message>
            <source>The parabola with the same value, slope and curvature as f at x; a Newton step lands on its lowest point.</source>
            <translation>在 x 处与 f 的值、斜率和曲率都相同的抛物线；牛顿步正落在它的最低点。</translation>
        </message>
        <message>
            <source>The parameters of the optimiser in question, and how its rate changes.</source>
            <translation>所涉优化器的参数，以及其学习率如何变化。</translation>
        </message>
        <message>
            <source>The places after every update so far.</source>
            <translation>到目前为止每次更新后的位置。</translation>
        </message>
        <message>
            <source>The rule that turns gradients into updates; each is the class of that name in Keras.</source>
            <translation>把梯度变成更新的规则；每一种都是 Keras 中同名的类。</translation>
        </message>
        <message>
            <source>The run that is looked at.</source>
            <translation>正在查看的运行。</translation>
        </message>
        <message>
            <source>The second direction of the plane: y goes along what it has at right angles to the first.</source>
            <translation>平面的第二个方向：y 沿它与第一个方向垂直的部分。</translation>
        </message>
        <message>
            <source>The share by which each update shrinks the variable itself, apart from its gradient.</source>
            <translation>每次更新在梯度之外使变量自身缩小的比例。</translation>
        </message>
        <message>
            <source>The share of hidden units that each update leaves out at random.</source>
            <translation>每次更新随机去掉的隐藏单元的比例。</translation>
        </message>
        <message>
            <source>The share of right answers on images that training never sees.</source>
            <translation>在训练从未见过的图像上答对的比例。</translation>
        </message>
        <message>
            <source>The share of the last velocity that the next update keeps.</source>
            <translation>下一次更新保留上一次速度的比例。</translation>
        </message>
        <message>
            <source>The share of the old mean gradient m that each update keeps; the mean reaches back about 1/(1 − β₁) updates.</source>
            <translation>每次更新保留旧的梯度均值 m 的比例；均值大约涵盖最近 1/(1 − β₁) 次更新。</translation>
        </message>
        <message>
            <source>The share of the old mean of squared gradients that each update keeps.</source>
            <translation>每次更新保留旧的梯度平方均值的比例。</translation>
        </message>
        <message>
            <source>The share of the old mean of squared gradients v that each update keeps.</source>
            <translation>每次更新保留旧的梯度平方均值 v 的比例。</translation>
        </message>
        <message>
            <source>The sharpness above which steps overshoot more and more on a parabola.</source>
            <translation>超过此锐度，在抛物线上每一步会越冲越远。</translation>
        </message>
        <message>
            <source>The slope from two or three values of f a step h apart; too large a step cuts the curve, too small a one loses digits.</source>
            <translation>由相距 h 的两三个 f 值得到的斜率；步长太大会截断曲线，太小会丢失有效数字。</translation>
        </message>
        <message>
            <source>The step of the lesson before.</source>
            <translation>课程的上一步。</translation>
        </message>
        <message>
            <source>The steps of which gradients were taken.</source>
            <translation>记录了梯度的各步。</translation>
        </message>
        <message>
            <source>The thresholds from which a hint is given.</source>
            <translation>从什么阈值起给出提示。</translation>
        </message>
        <message>
            <source>The update −H⁻¹∇f, which lands on the lowest point of the quadratic that touches f.</source>
            <translation>更新 −H⁻¹∇f，落在与 f 相切的二次曲面的最低点。</translation>
        </message>
        <message>
            <source>The value at which the expression is computed and differentiated.</source>
            <translation>计算表达式及其导数时 x 的值。</translation>
        </message>
        <message>
            <source>The value of every node, forward.</source>
            <translation>正向计算得到的每个节点的值。</translation>
        </message>
        <message>
            <source>The value of f at the minimum to which the start leads downhill.</source>
            <translation>从起点下坡所到达的极小值处 f 的值。</translation>
        </message>
        <message>
            <source>The weights of the first layer as pictures.</source>
            <translation>以图像显示第一层的权重。</translation>
        </message>
        <message>
            <source>They point downhill, along −∇f.</source>
            <translation>指向下坡方向，即 −∇f。</translation>
        </message>
        <message>
            <source>Train a copy at growing rates and suggest the one at which the loss falls steepest.</source>
            <translation>以逐渐增大的学习率训练一个副本，并建议损失下降最陡处的学习率。</translation>
        </message>
        <message>
            <source>Train the example in a process of its own and follow it.</source>
            <translation>在独立进程中训练示例并跟随它。</translation>
        </message>
        <message>
            <source>Train the network (Space).</source>
            <translation>训练网络（空格）。</translation>
        </message>
        <message>
            <source>Try hundreds of rates for each optimiser and take the best.</source>
            <translation>为每个优化器试数百个学习率，取最好的。</translation>
        </message>
        <message>
            <source>Two results are equal to the last bit.</source>
            <translation>两个结果直到最后一位都相同。</translation>
        </message>
        <message>
            <source>Unit in the last place: the distance from a floating-point number to the next one.</source>
            <translation>末位单位：一个浮点数到下一个浮点数的距离。</translation>
        </message>
        <message>
            <source>Units whose ReLU is 0 for every example, so that no gradient passes them.</source>
            <translation>对所有样本 ReLU 都为 0 的单元，梯度无法通过。</translation>
        </message>
        <message>
            <source>What Adagrad’s sum of squared gradients begins with.</source>
            <translation>Adagrad 的梯度平方和的初值。</translation>
        </message>
        <message>
            <source>What a tape records, and why a gradient is None.</source>
            <translation>梯度带记录了什么，以及梯度为何是 None。</translation>
        </message>
        <message>
            <source>What is counted along the curves: steps, epochs or seconds at work.</source>
            <translation>曲线的横轴：步数、轮数或工作秒数。</translation>
        </message>
        <message>
            <source>What is shown as a TensorFlow program that runs.</source>
            <translation>把所显示的内容写成可运行的 TensorFlow 程序。</translation>
        </message>
        <message>
            <source>What is shown of it.</source>
            <translation>显示哪一部分。</translation>
        </message>
        <message>
            <source>What the heat map shows of each variable.</source>
            <translation>热图显示每个变量的哪个量。</translation>
        </message>
        <message>
            <source>What x is for the tape, which decides whether there is a gradient.</source>
            <translation>x 对梯度带来说是什么；这决定有没有梯度。</translation>
        </message>
        <message>
            <source>Where the descent begins; the point on the plot can be dragged, too.</source>
            <translation>下降开始的位置；也可以拖动图上的点。</translation>
        </message>
        <message>
            <source>Where the next update will land.</source>
            <translation>下一次更新将落到的位置。</translation>
        </message>
        <message>
            <source>Where the random numbers of the direction come from; the same seed gives the same direction.</source>
            <translation>方向的随机数从何而来；相同的种子给出相同的方向。</translation>
        </message>
        <message>
            <source>Whether the squared mean gradient is subtracted, so that the variance remains.</source>
            <translation>是否减去梯度均值的平方，从而只剩方差。</translation>
        </message>
        <message>
            <source>Which columns the table has.</source>
            <translation>表格有哪些列。</translation>
        </message>
        <message>
            <source>Which of the lessons of this page is open.</source>
            <translation>打开的是本页的哪一课。</translation>
        </message>
        <message>
            <source>Whose updates the table lists.</source>
            <translation>表格列出谁的更新。</translation>
        </message>
        <message>
            <source>Words of your own that are kept with the run.</source>
            <translation>与这次运行一同保存的备注文字。</translation>
        </message>
        <message>
            <source>Write it into a file.</source>
            <translation>写入文件。</translation>
        </message>
        <message>
            <source>Write the run into a folder, from which it can be resumed.</source>
            <translation>把运行写入文件夹，以后可从中继续。</translation>
        </message>
        <message>
            <source>basin</source>
            <translation>吸引盆</translation>
        </message>
        <message>
            <source>condition number</source>
            <translation>条件数</translation>
        </message>
        <message>
            <source>eigenvalue</source>
            <translation>特征值</translation>
        </message>
        <message>
            <source>silent unit</source>
            <translation>静默单元</translation>
        </message>
        <message>
            <source>watched</source>
            <translation>监视</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>First (Home)</source>
            <translation>最前（Home）</translation>
        </message>
        <message>
            <source>Last (End)</source>
            <translation>最后（End）</translation>
        </message>
        <message>
            <source>One back (Left)</source>
            <translation>后退一步（左箭头）</translation>
        </message>
        <message>
            <source>One forward (Right)</source>
            <translation>前进一步（右箭头）</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
    </context>
    <context>
        <name>Training</name>
        <message>
            <source>After {step} updates the numbers grew beyond float32: the learning rate {rate} is probably too high. Go on from there with a smaller one, for example {smaller}.</source>
            <translation>{step} 次更新之后，数值超出了 float32：学习率 {rate} 可能太大。从那里用更小的学习率继续，例如 {smaller}。</translation>
        </message>
        <message>
            <source>Another worker was lost. The first {step} updates are safe: start all workers again from the same checkpoint.</source>
            <translation>有工作进程丢失。前 {step} 次更新完好：从同一检查点重新启动所有工作进程。</translation>
        </message>
    </context>
    <context>
        <name>Values</name>
        <message>
            <source>activation</source>
            <translation>激活值</translation>
        </message>
        <message>
            <source>answer</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>digit</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>gradient passes</source>
            <translation>梯度通过</translation>
        </message>
        <message>
            <source>images</source>
            <translation>图像数</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>probability</source>
            <translation>概率</translation>
        </message>
        <message>
            <source>row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>true digit</source>
            <translation>真实数字</translation>
        </message>
        <message>
            <source>unit</source>
            <translation>单元</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>weight</source>
            <translation>权重</translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message>
            <source>After {updates} updates f is {after}; at the start it was {before}.</source>
            <translation>经过 {updates} 次更新，f 为 {after}；起点处为 {before}。</translation>
        </message>
        <message>
            <source>After {updates} updates {share} % of the distance to the minimum is left.</source>
            <translation>经过 {updates} 次更新，到极小值点的距离还剩 {share} %。</translation>
        </message>
        <message>
            <source>At the minimum.</source>
            <translation>到达极小值。</translation>
        </message>
        <message>
            <source>At update {update} the numbers left {dtype}; the rate is above 2/f″ = {rate}.</source>
            <translation>第 {update} 次更新时数值超出 {dtype}；学习率大于 2/f″ = {rate}。</translation>
        </message>
        <message>
            <source>At update {update} x landed on the minimum, a corner or cusp: f′ does not exist there.</source>
            <translation>第 {update} 次更新时 x 落在极小值点上，那里是角点或尖点，f′ 不存在。</translation>
        </message>
        <message>
            <source>At update {update} x, f or f′ stopped being a finite number in {dtype}.</source>
            <translation>第 {update} 次更新时，x、f 或 f′ 在 {dtype} 中不再是有限的数。</translation>
        </message>
        <message>
            <source>At update {update} x, y, f or ∇f stopped being a finite number in {dtype}.</source>
            <translation>第 {update} 次更新时，x、y、f 或 ∇f 在 {dtype} 中不再是有限的数。</translation>
        </message>
        <message>
            <source>Converged.</source>
            <translation>已收敛。</translation>
        </message>
        <message>
            <source>Diverged.</source>
            <translation>已发散。</translation>
        </message>
        <message>
            <source>Diverging.</source>
            <translation>正在发散。</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>完成。</translation>
        </message>
        <message>
            <source>Each update keeps {share} % of the distance to the minimum.</source>
            <translation>每次更新后，到极小值点的距离保留 {share} %。</translation>
        </message>
        <message>
            <source>Each update lands across the minimum, as far from it as before.</source>
            <translation>每次更新都越到极小值点的另一侧，距离不变。</translation>
        </message>
        <message>
            <source>Each update lands across the minimum, {share} % as far from it.</source>
            <translation>每次更新都越到极小值点的另一侧，距离变为原来的 {share} %。</translation>
        </message>
        <message>
            <source>Each update lands {share} % as far across the minimum; the rate is above 2/f″ = {rate}.</source>
            <translation>每次更新都越过极小值，距离变为原来的 {share} %；学习率高于 2/f″ = {rate}。</translation>
        </message>
        <message>
            <source>Held.</source>
            <translation>被拉住。</translation>
        </message>
        <message>
            <source>Moving away.</source>
            <translation>正在远离。</translation>
        </message>
        <message>
            <source>Moving.</source>
            <translation>移动中。</translation>
        </message>
        <message>
            <source>No lower.</source>
            <translation>没有降低。</translation>
        </message>
        <message>
            <source>Noise σ = {noise} outweighs the slope, {slope} over the last {count} updates: x wanders around the minimum, within ±{reach}.</source>
            <translation>噪声 σ = {noise} 超过斜率（最近 {count} 次更新中为 {slope}）：x 在极小值点附近 ±{reach} 以内徘徊。</translation>
        </message>
        <message>
            <source>Oscillating.</source>
            <translation>振荡。</translation>
        </message>
        <message>
            <source>Overshooting.</source>
            <translation>越过谷底。</translation>
        </message>
        <message>
            <source>Press Space for the first step.</source>
            <translation>按空格键迈出第一步。</translation>
        </message>
        <message>
            <source>Press Space for the first step: {x} − {rate} × {slope} {equals} {next}.</source>
            <translation>按空格键走第一步：{x} − {rate} × {slope} {equals} {next}。</translation>
        </message>
        <message>
            <source>Ready.</source>
            <translation>就绪。</translation>
        </message>
        <message>
            <source>Since update {update} the point is within {tolerance} of a minimum; at update {leaves} it is no finite number any more.</source>
            <translation>自第 {update} 次更新起，该点与某个极小值点的距离不超过 {tolerance}；到第 {leaves} 次更新时它不再是有限数。</translation>
        </message>
        <message>
            <source>Since update {update} the point is within {tolerance} of a minimum; at update {leaves} it leaves again.</source>
            <translation>从第 {update} 次更新起，该点与一个极小值的距离不超过 {tolerance}；到第 {leaves} 次更新时又会离开。</translation>
        </message>
        <message>
            <source>Since update {update} the point is within {tolerance} of a minimum; f is {value}.</source>
            <translation>从第 {update} 次更新起，该点与一个极小值的距离不超过 {tolerance}；f 为 {value}。</translation>
        </message>
        <message>
            <source>Since update {update} x is within {tolerance} of the minimum.</source>
            <translation>从第 {update} 次更新起，x 与极小值点的距离不超过 {tolerance}。</translation>
        </message>
        <message>
            <source>Since update {update} x is within {tolerance} of the minimum; at update {leaves} it is no finite number any more.</source>
            <translation>自第 {update} 次更新起，x 与极小值点的距离不超过 {tolerance}；到第 {leaves} 次更新时它不再是有限数。</translation>
        </message>
        <message>
            <source>Since update {update} x is within {tolerance} of the minimum; at update {leaves} it leaves again.</source>
            <translation>从第 {update} 次更新起，x 与极小值的距离不超过 {tolerance}；到第 {leaves} 次更新时又会离开。</translation>
        </message>
        <message>
            <source>Stalled.</source>
            <translation>停滞。</translation>
        </message>
        <message>
            <source>Still falling.</source>
            <translation>仍在下降。</translation>
        </message>
        <message>
            <source>Still.</source>
            <translation>未移动。</translation>
        </message>
        <message>
            <source>Stuck.</source>
            <translation>卡住。</translation>
        </message>
        <message>
            <source>The last update left x where it was; f′ is {slope}.</source>
            <translation>上一次更新没有移动 x；f′ 为 {slope}。</translation>
        </message>
        <message>
            <source>The last {count} updates landed across the minimum, each as far from it as before.</source>
            <translation>最近 {count} 次更新都越过了极小值，每次与它的距离都和之前一样。</translation>
        </message>
        <message>
            <source>The next update leaves x where it is; f′ is {slope}.</source>
            <translation>下一次更新不会移动 x；f′ 为 {slope}。</translation>
        </message>
        <message>
            <source>The rate has decayed to {rate}: an update adds less than 0.1 % to the way, though f′ is {slope}.</source>
            <translation>学习率已衰减到 {rate}：虽然 f′ 为 {slope}，一次更新只给已走的路程增加不到 0.1 %。</translation>
        </message>
        <message>
            <source>The rate has decayed to {rate}: an update covers less than 0.1 % of the distance to the minimum, though f′ is {slope}.</source>
            <translation>学习率已衰减到 {rate}：虽然 f′ 为 {slope}，一次更新走过的还不到与极小值点距离的 0.1 %。</translation>
        </message>
        <message>
            <source>The start is a minimum; there is nothing to descend.</source>
            <translation>起点就是一个极小值，无处可降。</translation>
        </message>
        <message>
            <source>The start is the minimum; there is nothing to descend.</source>
            <translation>起点就是极小值点，无处可下。</translation>
        </message>
        <message>
            <source>The tape’s f′ is 0 at this maximum; x stays.</source>
            <translation>在这个极大值处，GradientTape 给出的 f′ 为 0；x 停住不动。</translation>
        </message>
        <message>
            <source>The update is smaller than the space between numbers of {dtype} here; x stays.</source>
            <translation>更新量小于此处 {dtype} 相邻两数的间隔，x 不动。</translation>
        </message>
        <message>
            <source>This update covered less than 0.001 % of the distance to the minimum.</source>
            <translation>这次更新走过的还不到与极小值距离的 0.001 %。</translation>
        </message>
        <message>
            <source>This update kept {share} % of the distance to the minimum.</source>
            <translation>这次更新后，到极小值点的距离保留 {share} %。</translation>
        </message>
        <message>
            <source>This update landed across the minimum, {share} % as far from it.</source>
            <translation>这次更新越到极小值点的另一侧，距离变为原来的 {share} %。</translation>
        </message>
        <message>
            <source>This update landed on the minimum.</source>
            <translation>本次更新恰好落在极小值点上。</translation>
        </message>
        <message>
            <source>This update led away from the minimum.</source>
            <translation>这次更新离极小值点更远。</translation>
        </message>
        <message>
            <source>This update left f at {after}.</source>
            <translation>这次更新后 f 仍为 {after}。</translation>
        </message>
        <message>
            <source>This update raised f from {before} to {after}.</source>
            <translation>这次更新使 f 从 {before} 升到 {after}。</translation>
        </message>
        <message>
            <source>This update took f from {before} to {after}.</source>
            <translation>这次更新使 f 从 {before} 变为 {after}。</translation>
        </message>
        <message>
            <source>Undefined.</source>
            <translation>无定义。</translation>
        </message>
        <message>
            <source>Wandering.</source>
            <translation>徘徊。</translation>
        </message>
        <message>
            <source>f is flat here, or too flat for these numbers: f′ is 0; x stays.</source>
            <translation>f 在此处是平的，或对这种精度而言太平：f′ 为 0；x 停住不动。</translation>
        </message>
        <message>
            <source>f or f′ is not a finite number at {start}. Choose another start.</source>
            <translation>f 或 f′ 在 {start} 处不是有限的数。另选起点。</translation>
        </message>
        <message>
            <source>f or ∇f is not a finite number at the start. Choose another start.</source>
            <translation>f 或 ∇f 在起点处不是有限的数。另选起点。</translation>
        </message>
        <message>
            <source>f′ does not exist at the minimum, a corner or cusp; this update landed across it, {distance} away.</source>
            <translation>极小值处是角点或尖点，f′ 在那里不存在；这次更新越过了它，落在距它 {distance} 处。</translation>
        </message>
        <message>
            <source>f′ is 0 at this point of inflection; x stays.</source>
            <translation>在这个拐点处 f′ 为 0；x 停住不动。</translation>
        </message>
        <message>
            <source>f′ rounds to 0 in {dtype} here; x stays.</source>
            <translation>此处 f′ 在 {dtype} 下舍入为 0；x 停住不动。</translation>
        </message>
        <message>
            <source>x and y stay, though |∇f| is {slope}.</source>
            <translation>|∇f| 为 {slope}，但 x 和 y 停住不动。</translation>
        </message>
        <message>
            <source>x and y stay, though |∇f| is {slope}: the update is lost in rounding.</source>
            <translation>|∇f| 为 {slope}，但 x 和 y 停住不动：更新在舍入中消失了。</translation>
        </message>
        <message>
            <source>{updates} updates took f from {before} to {after}, where f′ is {slope}.</source>
            <translation>{updates} 次更新使 f 从 {before} 变为 {after}，该处 f′ 为 {slope}。</translation>
        </message>
        <message>
            <source>{updates} updates took f from {before} to {after}.</source>
            <translation>{updates} 次更新使 f 从 {before} 变为 {after}。</translation>
        </message>
        <message>
            <source>λ₁ = {strength} holds x at 0: |z| = {total} is not above it.</source>
            <translation>λ₁ = {strength} 将 x 保持在 0：|z| = {total} 没有超过它。</translation>
        </message>
        <message>
            <source>∇f is 0 at a saddle: f bends by {low} one way and by {high} the other.</source>
            <translation>鞍点处 ∇f 为 0：f 的曲率沿一个方向为 {low}，沿另一个方向为 {high}。</translation>
        </message>
        <message>
            <source>∇f is 0 here; x and y stay.</source>
            <translation>此处 ∇f 为 0，x 和 y 不动。</translation>
        </message>
    </context>
    <context>
        <name>Watch</name>
        <message>
            <source>Watch on…</source>
            <translation>在其他页观察…</translation>
        </message>
        <message>
            <source>Watch this optimiser on</source>
            <translation>观察此优化器于</translation>
        </message>
    </context>
    <context>
        <name>Way</name>
        <message>
            <source>From the source to the result</source>
            <translation>从源到结果</translation>
        </message>
    </context>
</TS>
